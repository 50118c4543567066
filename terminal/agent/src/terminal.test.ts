import { decodeAgentFrame, encodeFrame, terminalLimits } from '@drydock/model';
import { afterEach, expect, test, vi } from 'vitest';
import { attach, block, makeTerminal } from '../../src/testing/fake-terminal.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('the first output after a quiet time is sent at once, what follows within 8 ms in one frame', () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  pty().emit('a');
  expect(viewer.output()).toBe(1);
  pty().emit('b');
  pty().emit('c');
  expect(viewer.output()).toBe(1);
  vi.advanceTimersByTime(8);
  expect(viewer.output()).toBe(3);
  vi.advanceTimersByTime(100);
  pty().emit('d');
  expect(viewer.output()).toBe(4);
});

test('no viewer is sent more than its window beyond what it acknowledged', () => {
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  for (let count = 0; count < 20; count += 1) pty().emit(block);
  expect(viewer.output()).toBe(terminalLimits.windowBytes);
  viewer.received({ type: 'ack', bytes: 1000 });
  expect(viewer.output()).toBe(terminalLimits.windowBytes + 1000);
});

test.each([0, -1, terminalLimits.windowBytes + 1])(
  'acknowledging %d bytes that were not sent closes this viewer only',
  (bytes) => {
    const { terminal, pty } = makeTerminal();
    const viewer = attach(terminal, 'a');
    const other = attach(terminal, 'b');
    pty().emit('hello');
    viewer.received({ type: 'ack', bytes });
    expect(viewer.closes).toEqual(['out_of_order']);
    expect(other.closes).toEqual([]);
  },
);

test('input that comes twice or too early closes this viewer only, and is not typed', () => {
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  const early = attach(terminal, 'b');
  viewer.type(0, 'ls');
  viewer.type(0, 'ls');
  early.type(7, 'rm');
  expect([viewer.closes, early.closes]).toEqual([['out_of_order'], ['out_of_order']]);
  expect(pty().typed().toString()).toBe('ls');
});

test('input a program does not read is confirmed only when it is read', () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  pty().stopReading(true);
  viewer.type(0, 'abc');
  vi.advanceTimersByTime(1000);
  expect(viewer.of('taken')).toEqual([]);
  pty().stopReading(false);
  vi.advanceTimersByTime(50);
  expect(viewer.of('taken')).toEqual([{ type: 'taken', input: 3 }]);
});

test('viewers agree on the smallest size, and get it back when the small one leaves', () => {
  const { terminal, pty } = makeTerminal();
  const wide = attach(terminal, 'wide', { cols: 200, rows: 30 });
  const phone = attach(terminal, 'phone', { cols: 40, rows: 60 });
  expect(pty().size).toEqual({ cols: 40, rows: 30 });
  expect(wide.of('size').at(-1)).toEqual({ type: 'size', cols: 40, rows: 30 });
  phone.received({ type: 'resize', cols: 50, rows: 60 });
  expect(wide.of('size').at(-1)).toEqual({ type: 'size', cols: 50, rows: 30 });
  phone.detached();
  expect(pty().size).toEqual({ cols: 200, rows: 30 });
  wide.detached();
  expect(pty().size).toEqual({ cols: 200, rows: 30 });
});

test('a viewer that nobody sees does not shrink the terminal, and has its say again when it is seen', () => {
  const { terminal, pty } = makeTerminal();
  const wide = attach(terminal, 'wide', { cols: 200, rows: 30 });
  const phone = attach(terminal, 'phone', { cols: 40, rows: 60 });
  phone.received({ type: 'seen', seen: false });
  expect(pty().size).toEqual({ cols: 200, rows: 30 });
  phone.received({ type: 'resize', cols: 20, rows: 5 });
  expect(pty().size).toEqual({ cols: 200, rows: 30 });
  phone.received({ type: 'seen', seen: true });
  expect(pty().size).toEqual({ cols: 20, rows: 5 });
  wide.received({ type: 'seen', seen: false });
  phone.received({ type: 'seen', seen: false });
  expect(pty().size).toEqual({ cols: 20, rows: 5 });
  attach(terminal, 'hidden', { cols: 10, rows: 3, seen: false });
  wide.received({ type: 'seen', seen: true });
  expect(pty().size).toEqual({ cols: 200, rows: 30 });
});

test('exactly one viewer leads: the first, then whoever typed last, then whoever is left', () => {
  const { terminal } = makeTerminal();
  const student = attach(terminal, 'student');
  const instructor = attach(terminal, 'instructor');
  expect(student.of('viewers').at(-1)).toEqual({ type: 'viewers', count: 2, lead: true });
  expect(instructor.of('viewers').at(-1)).toEqual({ type: 'viewers', count: 2, lead: false });
  instructor.type(0, 'x');
  expect(student.of('viewers').at(-1)?.lead).toBe(false);
  expect(instructor.of('viewers').at(-1)?.lead).toBe(true);
  instructor.detached();
  expect(student.of('viewers').at(-1)).toEqual({ type: 'viewers', count: 1, lead: true });
});

test('the exit is told after the last byte, also to who comes later; the shell can be started again', () => {
  const { terminal, pty } = makeTerminal();
  pty().emit('bye');
  pty().exit(3);
  const viewer = attach(terminal, 'a');
  expect(viewer.output()).toBe(3);
  expect(viewer.of('exit')).toEqual([{ type: 'exit', exit: { code: 3, signal: null } }]);
  expect(terminal.info().exit).toEqual({ code: 3, signal: null });
  viewer.received({ type: 'restart' });
  expect(viewer.of('restarted')).toHaveLength(1);
  expect(terminal.info().exit).toBeNull();
  viewer.type(0, 'again');
  expect(pty(1).typed().toString()).toBe('again');
});

test('input for a shell that is gone is not typed into the next one', () => {
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  pty().exit(0);
  viewer.type(0, 'rm -rf x\r');
  viewer.received({ type: 'restart' });
  expect(pty(1).typed()).toHaveLength(0);
  viewer.type(9, 'ls\r');
  expect(pty(1).typed().toString()).toBe('ls\r');
});

test('the same page coming again takes the place of its old connection', () => {
  const { terminal } = makeTerminal();
  const old = attach(terminal, 'page');
  const fresh = attach(terminal, 'page');
  expect(old.closes).toEqual(['replaced']);
  expect(fresh.closes).toEqual([]);
  expect(terminal.info().viewers).toBe(1);
});

test('a new title reaches every viewer; closing sends all away and hangs the shell up', () => {
  const { terminal, pty } = makeTerminal();
  const first = attach(terminal, 'a');
  const second = attach(terminal, 'b');
  first.received({ type: 'rename', title: '日志' });
  expect(second.of('renamed')).toEqual([{ type: 'renamed', title: '日志' }]);
  first.received({ type: 'close' });
  expect([first.closes, second.closes]).toEqual([['closed'], ['closed']]);
  expect(pty().isEnded).toBe(true);
});

test('frames encoded here are the frames decoded there', () => {
  expect(decodeAgentFrame(encodeFrame('output', 2 ** 40 + 5, Buffer.from('x')))).toMatchObject({ offset: 2 ** 40 + 5 });
});
