import { type AgentControl, decodeAgentFrame, encodeFrame, terminalLimits, type ViewerControl } from '@drydock/model';
import { afterEach, expect, test, vi } from 'vitest';
import { createFakePtys } from './fake-pty.ts';
import { createScreen } from './screen.ts';
import { createTerminal } from './terminal.ts';

const stallMs = 5000;
const noTap = { output: () => undefined, input: () => undefined, size: () => undefined, exit: () => undefined };
const block = Buffer.alloc(64 * 1024, 'x');

afterEach(() => {
  vi.useRealTimers();
});

function makeTerminal() {
  const { spawn, spawned } = createFakePtys();
  const terminal = createTerminal({
    name: 'shell-1',
    kind: 'workspace',
    title: 'shell',
    size: { cols: 80, rows: 24 },
    spawn: (size, events) => spawn({ file: 'fake', args: [], cwd: '/', env: {} }, size, events),
    openScreen: createScreen,
    tap: noTap,
    recording: () => ({ on: false, input: false }),
    onClose: () => undefined,
    stallMs,
  });
  const pty = (index = 0) => {
    const found = spawned[index];
    if (!found) throw new Error(`shell ${index} was not started`);
    return found;
  };
  return { terminal, pty };
}

type Hello = Extract<ViewerControl, { type: 'hello' }>;

function attach(terminal: ReturnType<typeof makeTerminal>['terminal'], id: string, hello: Partial<Hello> = {}) {
  const controls: AgentControl[] = [];
  const closes: string[] = [];
  let output = 0;
  let screen = 0;
  const viewer = id.padEnd(16, '0');
  const attachment = terminal.attach(
    { type: 'hello', protocol: 1, viewer, cols: 80, rows: 24, resume: null, ...hello },
    {
      send(data) {
        const frame = decodeAgentFrame(data);
        if (frame.type === 'bad') throw new Error(frame.detail);
        if (!('offset' in frame)) controls.push(frame);
        else if (frame.type === 'screen') screen += frame.bytes.length;
        else output += frame.bytes.length;
      },
      close: (reason) => closes.push(reason),
    },
  );
  return {
    ...attachment,
    controls,
    closes,
    output: () => output,
    screen: () => screen,
    acknowledgeAll: () => attachment.received({ type: 'ack', bytes: output + screen }),
    type: (offset: number, text: string) => attachment.received({ type: 'input', offset, bytes: Buffer.from(text) }),
    of: <T extends AgentControl['type']>(type: T) =>
      controls.filter((control): control is Extract<AgentControl, { type: T }> => control.type === type),
  };
}

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
