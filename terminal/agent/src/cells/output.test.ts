import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutput, type Output } from './output.ts';

function readAll(output: Output, fromByte = 0, mostBytes = 7) {
  const pieces: { offset: number; text: string }[] = [];
  for (let at = fromByte; ;) {
    const piece = output.read(at, mostBytes);
    if (!piece) return pieces;
    pieces.push({ offset: piece.offset, text: new TextDecoder('utf-8', { fatal: true }).decode(piece.bytes) });
    at = piece.offset + piece.bytes.length;
  }
}

test('pieces are whole characters at their places, whatever is written how and read from where', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 20 }),
      fc.nat(400),
      fc.integer({ min: 4, max: 20 }),
      (parts, from, most) => {
        const output = createOutput(64);
        const whole = Buffer.from(parts.join('').replaceAll('\0', '\uFFFD'));
        // Byte by byte, so that characters come in parts.
        for (const byte of Buffer.from(parts.join(''))) output.add(Buffer.of(byte));
        output.finish();
        expect(output.endByte).toBe(whole.length);
        expect(output.heldBytes).toBeLessThanOrEqual(64);
        const pieces = readAll(output, from, most);
        for (const { offset, text } of pieces)
          expect(whole.subarray(offset, offset + Buffer.byteLength(text)).toString()).toBe(text);
        const shown = pieces.map(({ text }) => text).join('');
        expect(whole.toString().endsWith(pieces.at(-1)?.text ?? '')).toBe(true);
        expect(shown.length === whole.toString().length || from > 0 || whole.length > 64).toBe(true);
      },
    ),
  );
});

test('the first and the last half are kept, and the gap between them is counted', () => {
  const output = createOutput(20);
  output.add(Buffer.from(`0123456789${'x'.repeat(1000)}abcdefghij`));
  expect(readAll(output, 0, 100)).toEqual([
    { offset: 0, text: '0123456789' },
    { offset: 1010, text: 'abcdefghij' },
  ]);
});

test('a forgotten output is counted and empty', () => {
  const output = createOutput(20);
  output.add(Buffer.from('0123456789'));
  output.forget();
  expect([output.endByte, output.heldBytes, readAll(output)]).toEqual([10, 0, []]);
});
