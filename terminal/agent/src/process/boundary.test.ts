import headless from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBoundary } from './boundary.ts';

/** Bytes in which sequences and characters begin, go on and break off far more often than by chance. */
const troubled = fc
  .array(
    fc
      .oneof(
        fc.constantFrom(
          '\x1b',
          '[',
          ']',
          'P',
          'X',
          '^',
          '_',
          '\\',
          '\x07',
          '\x18',
          '0',
          ';',
          '?',
          '<',
          ' ',
          'm',
          'h',
          '好',
          'é',
          '🚢',
          '\x9b',
          '\x9d',
          '\x90',
          '\x9c',
        ),
        fc.string({ maxLength: 4 }),
      )
      .map((text) => Buffer.from(text))
      .chain((bytes) => fc.nat(bytes.length).map((cut) => (cut % 5 === 4 ? bytes.subarray(0, cut) : bytes))),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.concat(parts));

/** What xterm.js's own parser says after these bytes: its state (0 is ground) and whether a character is open. Read from its inside: nothing outside tells. */
async function stateAfter(...parts: (Uint8Array | string)[]): Promise<{ state: number; isCharacterOpen: boolean }> {
  const terminal = new headless.Terminal({ allowProposedApi: true, logLevel: 'off' });
  for (const part of parts) await new Promise<void>((resolve) => terminal.write(part, resolve));
  const core = terminal as unknown as {
    _core: { _inputHandler: { _parser: { currentState: number }; _utf8Decoder: { interim: Uint8Array } } };
  };
  const { _parser: parser, _utf8Decoder: decoder } = core._core._inputHandler;
  return { state: parser.currentState, isCharacterOpen: decoder.interim[0] !== 0 };
}

test('where output may be cut, the emulator has no sequence and no character open', async () => {
  await fc.assert(
    fc.asyncProperty(troubled, async (bytes) => {
      const boundary = createBoundary();
      for (const byte of bytes) boundary.scan(Uint8Array.of(byte));
      expect(await stateAfter(bytes.subarray(0, boundary.safe))).toEqual({ state: 0, isCharacterOpen: false });
    }),
    { numRuns: 200 },
  );
});

test.each(['\x9b 0é', '\x1b[1<é', '\x1b[1é', '\x1b[ é', '\x1b[?25\x7fé'])(
  'other than ASCII within the control sequence %j is read as the emulator reads it',
  async (text) => {
    const bytes = Buffer.from(text);
    const boundary = createBoundary();
    boundary.scan(bytes);
    const isGround = (await stateAfter(bytes)).state === 0;
    expect(boundary.safe === bytes.length).toBe(isGround);
  },
);

test('plain text may be cut after every character', () => {
  const bytes = Buffer.from('a好🚢\r\n\x1b[31mé');
  const boundary = createBoundary();
  const safe = [...bytes].map((byte) => {
    boundary.scan(Uint8Array.of(byte));
    return boundary.safe;
  });
  expect([...new Set(safe)]).toEqual([1, 4, 8, 9, 10, 15, 17]);
});

test('bytes taken at once and one by one give the same boundary', () => {
  fc.assert(
    fc.property(troubled, (bytes) => {
      const whole = createBoundary();
      whole.scan(bytes);
      const single = createBoundary();
      for (const byte of bytes) single.scan(Uint8Array.of(byte));
      expect([whole.safe, whole.offset, whole.introducer]).toEqual([single.safe, single.offset, single.introducer]);
    }),
  );
});

test.each([
  ['an OSC', '\x1b]0;a title', '\x07'],
  ['a DCS', '\x1bPq#0;2;0;0;0', '\x1b\\'],
  ['an APC', '\x1b_G', '\x1b\\'],
  ['a CSI', '\x1b[1;2;3', 'm'],
])('a fresh emulator given the introducer swallows the rest of %s', async (_, begun, rest) => {
  const boundary = createBoundary();
  boundary.scan(Buffer.from(begun));
  expect((await stateAfter(boundary.introducer)).state).not.toBe(0);
  expect((await stateAfter(boundary.introducer, 'more', rest)).state).toBe(0);
});

test.each([
  ['text and line ends', 'one\ttwo\r\n', true],
  ['an escape', 'one\x1b[m', false],
  ['another character set', 'one\x0e', false],
  ['characters of two, three and four bytes', 'é«好🚢', true],
  ['a control character of two bytes', 'é\x9b', false],
])('%s', (_, text, isPlain) => {
  expect(createBoundary().scan(Buffer.from(text))).toBe(isPlain);
});

test('text is plain wherever it is cut, and not when what was cut is a control character or malformed', () => {
  const scanned = (bytes: Buffer, at: number) => {
    const boundary = createBoundary();
    return [boundary.scan(bytes.subarray(0, at)), boundary.scan(bytes.subarray(at))];
  };
  const ship = Buffer.from('a🚢');
  for (let at = 1; at < ship.length; at += 1) expect(scanned(ship, at)).toEqual([true, true]);
  expect(scanned(Buffer.from('\x9b1'), 1)).toEqual([true, false]);
  expect(scanned(Buffer.from([0xe0, 0x82, 0x9b, 0x31]), 2)).toEqual([true, false]);
  expect(scanned(Buffer.from([0xc3, 0x1b, 0x5b]), 1)).toEqual([true, false]);
});

test('text in the middle of a sequence is not plain', () => {
  const boundary = createBoundary();
  boundary.scan(Buffer.from('\x1b]0;'));
  expect(boundary.scan(Buffer.from('one\r\n'))).toBe(false);
});
