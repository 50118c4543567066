import { expect, test } from 'vitest';
import { type AgentControl, decodeViewerFrame, encodeFrame, terminalCloses, terminalLimits } from '@drydock/model';
import { createTerminalClient } from './client.ts';
import type { ClientEffect } from './effect.ts';

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const done = (effects: ClientEffect[]) => effects.map((effect) => effect.do);

function makeClient() {
  let clock = 0;
  const client = createTerminalClient({
    viewer: 'viewer-of-the-test',
    cols: 80,
    rows: 24,
    now: () => clock,
    random: () => 0.5,
  });
  const welcome = (fields: Partial<Extract<AgentControl, { type: 'welcome' }>> = {}) =>
    client.received(
      JSON.stringify({
        type: 'welcome',
        protocol: 2,
        terminal: 'shell-1',
        kind: 'workspace',
        title: 'shell',
        epoch: 'e1',
        fresh: true,
        from: 0,
        end: 0,
        input: 0,
        recording: { on: false, input: false },
        ...fields,
      }),
    );
  const control = (frame: AgentControl) => client.received(JSON.stringify(frame));
  const open = (fields: Parameters<typeof welcome>[0] = {}) => {
    client.start();
    client.opened();
    return welcome(fields);
  };
  const advance = (ms: number) => {
    clock += ms;
    return client.tick();
  };
  const output = (offset: number, text: string) => client.received(encodeFrame('output', offset, bytes(text)));
  return { client, welcome, control, open, advance, output };
}

/** The frames among the effects, as the agent reads them. */
function sent(effects: ClientEffect[]) {
  return effects.flatMap((effect) => (effect.do === 'send' ? [decodeViewerFrame(effect.frame)] : []));
}

test('a new client says hello with its size and asks for everything', () => {
  const { client } = makeClient();
  expect(done(client.start())).toEqual(['connect']);
  expect(sent(client.opened())).toMatchObject([{ type: 'hello', protocol: 2, cols: 80, rows: 24, resume: null }]);
});

test('it tells whether it is seen: at once, and again with each hello', () => {
  const { client, open } = makeClient();
  expect(client.seen(true)).toEqual([]);
  open();
  expect(sent(client.seen(false))).toEqual([{ type: 'seen', seen: false }]);
  expect(client.seen(false)).toEqual([]);
  client.closed(1006);
  client.start();
  expect(sent(client.opened())).toMatchObject([{ type: 'hello', seen: false }]);
});

test('after a lost connection it asks for the next byte it has not had', () => {
  const { client, open, output } = makeClient();
  open();
  output(0, 'hello');
  expect(done(client.closed(1006))).toEqual(['wait']);
  client.start();
  expect(sent(client.opened())).toMatchObject([{ resume: { epoch: 'e1', offset: 5 } }]);
});

test('output up to the end it had at the welcome is replay, what follows is live, and a write is never both', () => {
  const { client, open, control, output } = makeClient();
  open({ end: 3 });
  control({ type: 'viewers', count: 1, lead: true });
  expect(client.phase).toBe('replaying');
  const effects = output(0, 'oldnew');
  expect(effects).toEqual([
    { do: 'write', bytes: bytes('old') },
    { do: 'write', bytes: bytes('new') },
  ]);
  expect(client.phase).toBe('live');
  expect(client.mayAnswer).toBe(false);
  client.written(3);
  expect(client.mayAnswer).toBe(true);
});

test.each([
  ['twice', 0],
  ['with a gap', 9],
])('output that comes %s ends the connection and is not shown', (_, offset) => {
  const { open, output } = makeClient();
  open();
  output(0, 'hello');
  const effects = output(offset, 'hello');
  expect(done(effects)).toEqual(['disconnect', 'wait']);
});

test('a repaint clears, paints, and goes on from its byte; one cut short is asked for anew', () => {
  const { client, open, control } = makeClient();
  open({ end: 100 });
  expect(done(control({ type: 'repaint', bytes: 6, from: 90, end: 100, cols: 80, rows: 24 }))).toEqual([
    'clear',
    'resize',
  ]);
  client.received(encodeFrame('screen', 0, bytes('scr')));
  client.closed(1006);
  client.start();
  expect(sent(client.opened())).toMatchObject([{ resume: null }]);

  const whole = makeClient();
  whole.open({ end: 100 });
  whole.control({ type: 'repaint', bytes: 6, from: 90, end: 100, cols: 80, rows: 24 });
  whole.client.received(encodeFrame('screen', 0, bytes('screen')));
  expect(done(whole.output(90, '0123456789'))).toEqual(['write']);
  expect(whole.client.phase).toBe('live');
});

test('what was typed while away is sent once after the welcome, from where the agent stands', () => {
  const { client, open, welcome } = makeClient();
  open();
  expect(sent(client.typed(bytes('ls -l')))).toMatchObject([{ type: 'input', offset: 0 }]);
  client.closed(1006);
  expect(client.typed(bytes('\r'))).toEqual([]);
  client.start();
  client.opened();
  const frames = sent(welcome({ fresh: false, input: 2 }));
  expect(frames).toMatchObject([{ type: 'input', offset: 2, bytes: bytes(' -l\r') }]);
});

test('what was typed for a shell that is gone is not sent to another', () => {
  const { client, open, welcome } = makeClient();
  open();
  client.typed(bytes('rm -rf x'));
  client.closed(1006);
  client.start();
  client.opened();
  expect(sent(welcome({ epoch: 'e2' }))).toEqual([]);
  expect(sent(client.typed(bytes('ls')))).toMatchObject([{ type: 'input', offset: 0, bytes: bytes('ls') }]);
});

test('a paste larger than the window is sent as the agent confirms it, and one larger than the queue is refused whole', () => {
  const { client, open, control } = makeClient();
  open();
  const size = (effects: ClientEffect[]) =>
    sent(effects).reduce((sum, frame) => sum + (frame.type === 'input' ? frame.bytes.length : 0), 0);
  expect(size(client.typed(new Uint8Array(200_000)))).toBe(terminalLimits.inputWindowBytes);
  expect(size(control({ type: 'taken', input: 10_000 }))).toBe(10_000);
  expect(done(client.typed(new Uint8Array(terminalLimits.inputQueueBytes)))).toEqual(['refused']);
  expect(client.unconfirmedBytes).toBe(190_000);
  expect(done(control({ type: 'taken', input: 200_000 }))).toContain('disconnect');
});

test('what the emulator parsed is acknowledged in steps, counted per connection', () => {
  const { client, open, welcome, output } = makeClient();
  const step = terminalLimits.ackEveryBytes;
  open();
  output(0, 'x'.repeat(step));
  expect(client.written(step - 1)).toEqual([]);
  expect(sent(client.written(1))).toEqual([{ type: 'ack', bytes: step }]);
  client.closed(1006);
  client.start();
  client.opened();
  welcome({ fresh: false, from: step, end: step });
  output(step, 'y'.repeat(step));
  expect(sent(client.written(step))).toEqual([{ type: 'ack', bytes: step }]);
});

test('tries come further and further apart, up to 10 s, and start small again after a welcome', () => {
  const { client, open, welcome } = makeClient();
  open();
  const waits = Array.from({ length: 8 }, () => {
    const [effect] = client.closed(1006);
    client.start();
    return effect?.do === 'wait' ? effect.afterMs : 0;
  });
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  client.opened();
  welcome({ fresh: false });
  expect(client.closed(1006)).toEqual([{ do: 'wait', afterMs: 250, reason: 'lost' }]);
});

test.each(['handed_over', 'closed', 'full', 'replaced', 'version'] as const)(
  'after %s it does not come back',
  (name) => {
    const { client, open } = makeClient();
    open();
    expect(client.closed(terminalCloses[name].code)).toEqual([{ do: 'ended', reason: name }]);
    expect(client.start()).toEqual([]);
  },
);

test('a connection that goes silent, and a connect that takes too long, are given up', () => {
  const silent = makeClient();
  silent.open();
  silent.advance(terminalLimits.silenceMs - 1);
  silent.control({ type: 'beat' });
  expect(silent.advance(terminalLimits.silenceMs)).toEqual([]);
  expect(done(silent.advance(1))).toEqual(['disconnect', 'wait']);
  const slow = makeClient();
  slow.client.start();
  expect(done(slow.advance(terminalLimits.connectMs + 1))).toEqual(['disconnect', 'wait']);
});
