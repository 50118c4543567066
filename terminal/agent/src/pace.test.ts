import { terminalLimits } from '@drydock/model';
import { afterEach, expect, test, vi } from 'vitest';
import type { createFakePtys } from '../../src/testing/fake-pty.ts';
import { attach, block, makeTerminal, stallMs } from '../../src/testing/fake-terminal.ts';

afterEach(() => {
  vi.useRealTimers();
});

const lines = Buffer.alloc(64 * 1024, 'a line of text\r\n');

/** A terminal that floods: each round one block is written, and `fast` takes in all it gets. */
function flood(pty: ReturnType<typeof createFakePtys>['spawned'][number], fast: ReturnType<typeof attach>) {
  return (blocks: number) => {
    for (let count = 0; count < blocks; count += 1) {
      pty.emit(lines);
      if (fast.output() > 0) fast.acknowledgeAll();
    }
  };
}

test('the program waits for a viewer that acknowledges, and is not read meanwhile', () => {
  const { terminal, pty } = makeTerminal();
  const viewer = attach(terminal, 'a');
  for (let count = 0; count < 20; count += 1) pty().emit(block);
  expect(pty().isPaused).toBe(true);
  for (let rounds = 0; pty().isPaused && rounds < 100; rounds += 1) viewer.acknowledgeAll();
  expect(pty().isPaused).toBe(false);
});

test('a viewer that never acknowledges stops nobody: after 5 s the program goes on, and what it missed comes when it is back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const { terminal, pty } = makeTerminal();
  const sleeper = attach(terminal, 'sleeper');
  const other = attach(terminal, 'other');
  const emitted = 8 * 1024 * 1024;
  for (let sent = 0; sent < emitted; sent += block.length) pty().emit(block);
  expect(pty().isPaused).toBe(true);
  const carryOn = async () => {
    await vi.advanceTimersByTimeAsync(20);
    if (other.output() > 0) other.acknowledgeAll();
  };
  for (let rounds = 0; other.output() < emitted && rounds < 5000; rounds += 1) await carryOn();
  expect(other.output()).toBe(emitted);
  expect(sleeper.output()).toBe(terminalLimits.windowBytes);
  expect(sleeper.of('repaint')).toHaveLength(0);

  sleeper.acknowledgeAll();
  for (let rounds = 0; sleeper.of('repaint').length === 0 && rounds < 1000; rounds += 1)
    await vi.advanceTimersByTimeAsync(20);
  const [repaint] = sleeper.of('repaint');
  expect(repaint?.from).toBeGreaterThan(terminalLimits.windowBytes);
  expect(repaint?.end).toBe(emitted);
});

test('a viewer that is slower than another holds the program back for half a second, not for good', () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const slow = attach(terminal, 'slow');
  const fast = attach(terminal, 'fast');
  flood(pty(), fast)(8);
  expect(slow.output()).toBe(terminalLimits.windowBytes);
  expect(pty().isPaused).toBe(true);
  vi.advanceTimersByTime(490);
  expect(pty().isPaused).toBe(true);
  vi.advanceTimersByTime(20);
  expect(pty().isPaused).toBe(false);
});

test('a slow viewer gets a tenth of the time back: it holds the program up no more than that', async () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const slow = attach(terminal, 'slow');
  const fast = attach(terminal, 'fast');
  const write = flood(pty(), fast);
  let [pausedMs, acked] = [0, 0];
  const seconds = 20;
  for (let ms = 0; ms < seconds * 1000; ms += 10) {
    if (pty().isPaused) pausedMs += 10;
    else write(1);
    // It takes in 800 kB a second.
    const taken = Math.min(slow.output() + slow.screen(), acked + 8000);
    if (taken > acked) slow.received({ type: 'ack', bytes: taken });
    acked = taken;
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(slow.closes).toEqual([]);
  expect(pausedMs).toBeGreaterThan(400);
  expect(pausedMs).toBeLessThan(500 + seconds * 100 + 100);
});

test('a viewer that was left behind is sent nothing until it has taken in what it has, then the screen as it is and what follows', async () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const slow = attach(terminal, 'slow');
  const fast = attach(terminal, 'fast');
  const write = flood(pty(), fast);
  write(8);
  vi.advanceTimersByTime(510);
  write(24);
  vi.advanceTimersByTime(10);
  expect(fast.output()).toBe(32 * lines.length);
  expect(slow.output()).toBe(terminalLimits.windowBytes);
  slow.acknowledgeAll();
  await vi.waitUntil(() => slow.of('repaint').length > 0);
  expect(slow.of('repaint')).toMatchObject([{ from: 32 * lines.length, end: 32 * lines.length }]);
  // Everything is kept still: it is the speed that counts.
  expect(fast.of('repaint')).toEqual([]);
  pty().emit('prompt');
  vi.advanceTimersByTime(10);
  expect(slow.output()).toBe(terminalLimits.windowBytes + 'prompt'.length);
});

test('when every viewer is slow the program waits for the fastest of them', () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const slow = attach(terminal, 'slow');
  const slower = attach(terminal, 'slower');
  for (let count = 0; count < 20; count += 1) pty().emit(block);
  vi.advanceTimersByTime(stallMs - 1000);
  expect(pty().isPaused).toBe(true);
  for (let rounds = 0; pty().isPaused && rounds < 100; rounds += 1) {
    slow.acknowledgeAll();
    vi.advanceTimersByTime(10);
  }
  expect(pty().isPaused).toBe(false);
  expect(slower.output()).toBe(terminalLimits.windowBytes);
});

test('who comes later gets everything that is kept, and nobody waits for it meanwhile', () => {
  vi.useFakeTimers();
  const { terminal, pty } = makeTerminal();
  const first = attach(terminal, 'first');
  flood(pty(), first)(40);
  vi.advanceTimersByTime(10);
  first.acknowledgeAll();
  const late = attach(terminal, 'late');
  expect(late.output()).toBe(terminalLimits.windowBytes);
  expect(pty().isPaused).toBe(false);
  pty().emit('echo');
  vi.advanceTimersByTime(10);
  expect(first.output()).toBe(40 * lines.length + 'echo'.length);
  for (let rounds = 0; rounds < 100 && late.output() < first.output(); rounds += 1) late.acknowledgeAll();
  expect(late.output()).toBe(first.output());
  expect(late.of('repaint')).toEqual([]);
});
