import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastPlainLines } from './plain.ts';
import { createScreen } from './screen.ts';

const rows = 6;

async function shown(...parts: Uint8Array[]): Promise<string> {
  const screen = createScreen(20, rows);
  for (const part of parts) await screen.write(part);
  const text = await screen.serialise();
  screen.dispose();
  return text.split('\r\n').slice(-rows).join('\n');
}

test('the last lines of plain text leave the screen as all of it would', async () => {
  const line = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '\t', '0', '\b', '\v', '\x07', '\x7f', 'é', '好', '🚢', '\u0301'),
    maxLength: 50,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 30, maxLength: 60 }),
      fc.constantFrom('', '\x1b[?7l', '\x1b[4h', '\x1b[?1049h'),
      async (lines, mode) => {
        const before = Buffer.from(`earlier${mode}`);
        const text = Buffer.from(lines.join('\r\n'));
        const kept = text.subarray(lastPlainLines(text, rows + 2));
        expect(kept.length).toBeLessThan(text.length);
        expect(await shown(before, kept)).toBe(await shown(before, text));
      },
    ),
    { numRuns: 40 },
  );
});

test('text of fewer lines is kept whole, also when its line feeds do not return', () => {
  expect(lastPlainLines(Buffer.from('one\r\n'.repeat(5)), 5)).toBe(0);
  expect(lastPlainLines(Buffer.from('one\r\n'.repeat(7)), 5)).toBe(10);
  expect(lastPlainLines(Buffer.from('one\n'.repeat(50)), 5)).toBe(0);
  expect(lastPlainLines(Buffer.from(''), 5)).toBe(0);
});
