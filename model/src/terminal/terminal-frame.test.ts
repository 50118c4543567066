import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalLimits } from './terminal.ts';
import { terminalCloseOf, terminalCloses } from './terminal-close.ts';
import { decodeAgentFrame, decodeViewerFrame, encodeFrame } from './terminal-frame.ts';

const payload = fc.uint8Array({ minLength: 1, maxLength: 200 });
const offset = fc.maxSafeNat().map((value) => Math.min(value, Number.MAX_SAFE_INTEGER - 1000));

test('what is encoded is decoded, for every offset up to 2^53', () => {
  fc.assert(
    fc.property(offset, payload, (at, bytes) => {
      expect(decodeViewerFrame(encodeFrame('input', at, bytes))).toEqual({ type: 'input', offset: at, bytes });
      expect(decodeAgentFrame(encodeFrame('output', at, bytes))).toEqual({ type: 'output', offset: at, bytes });
      expect(decodeAgentFrame(encodeFrame('screen', at, bytes))).toEqual({ type: 'screen', offset: at, bytes });
    }),
  );
});

test('whatever bytes or text arrive, decoding returns a frame or a reason and never throws', () => {
  const shapes = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.string(),
    fc.json(),
    fc
      .record({
        type: fc.constantFrom('hello', 'ack', 'resize', 'welcome', 'size'),
        bytes: fc.anything(),
        cols: fc.double(),
        rows: fc.double(),
      })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(shapes, (data) => {
      for (const frame of [decodeViewerFrame(data), decodeAgentFrame(data)])
        expect(frame.type !== 'bad' || frame.close in terminalCloses).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['no JSON', '{'],
  ['an unknown type', '{"type":"exec"}'],
  ['an unknown field', '{"type":"restart","as":"root"}'],
  ['a size that is no number', '{"type":"resize","cols":null,"rows":24}'],
  ['a negative size', '{"type":"resize","cols":-80,"rows":24}'],
  ['half a column', '{"type":"resize","cols":80.5,"rows":24}'],
  ['a size out of bounds', '{"type":"resize","cols":100000,"rows":24}'],
  ['a negative acknowledgement', '{"type":"ack","bytes":-1}'],
  ['an acknowledgement past 2^53', '{"type":"ack","bytes":1e300}'],
  ['a title with an escape', '{"type":"rename","title":"\\u001b]52;c;eA==\\u0007"}'],
  ['an empty binary frame', new Uint8Array(0)],
  ['a header without payload', new Uint8Array(9).fill(2, 0, 1)],
  ['an unknown kind', new Uint8Array(20).fill(9, 0, 1)],
  ['output from a viewer', encodeFrame('output', 0, Uint8Array.of(1))],
  ['an offset past 2^53', new Uint8Array(20).fill(255, 1).fill(2, 0, 1)],
])('a viewer frame with %s is malformed', (_, data) => {
  expect(decodeViewerFrame(data)).toMatchObject({ type: 'bad', close: 'malformed' });
});

test('frames over their largest size are too large', () => {
  const { inputFrameBytes, controlFrameBytes } = terminalLimits;
  const input = encodeFrame('input', 0, new Uint8Array(inputFrameBytes + 1));
  expect(decodeViewerFrame(input)).toMatchObject({ type: 'bad', close: 'too_large' });
  expect(decodeViewerFrame(' '.repeat(controlFrameBytes + 1))).toMatchObject({ type: 'bad', close: 'too_large' });
  expect(decodeViewerFrame(encodeFrame('input', 0, new Uint8Array(inputFrameBytes)))).toMatchObject({ type: 'input' });
});

test('every close code has one name, and a code that is not ours counts as lost', () => {
  for (const [name, { code }] of Object.entries(terminalCloses)) expect(terminalCloseOf(code)).toBe(name);
  expect(terminalCloseOf(1011)).toBe('lost');
});
