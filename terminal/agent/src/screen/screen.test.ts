import { resizeEmulator } from '../../../client/src/resize.ts';
import { expect, test } from 'vitest';
import { makeEmulator } from '../../../src/testing/emulator.ts';
import { createScreen } from './screen.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const full = 'x'.repeat(40);

/** The first two lines after output and changes of size. */
async function shown(parts: readonly (string | { rows: number; cols: number })[]): Promise<string[]> {
  const emulator = makeEmulator();
  for (const part of parts) {
    if (typeof part === 'string') await new Promise<void>((resolve) => emulator.write(part, resolve));
    else resizeEmulator(emulator, part.cols, part.rows);
  }
  const { active } = emulator.buffer;
  return [0, 1].map((line) => active.getLine(active.baseY + line)?.translateToString(true) ?? '');
}

test('a line that fills its width keeps its last character over a change of rows', async () => {
  expect(await shown([full, { cols: 40, rows: 8 }, 'next'])).toEqual([full, 'next']);
  expect(await shown([full, { cols: 40, rows: 12 }, { cols: 40, rows: 10 }, 'next'])).toEqual([full, 'next']);
});

test('made wider, it goes on beside its last character', async () => {
  expect((await shown([full, { cols: 44, rows: 10 }, 'next']))[0]).toBe(`${full}next`);
});

test('a repaint of such a line goes on as the screen does', async () => {
  const screen = createScreen(40, 10);
  await screen.write(bytes(full));
  screen.resize(40, 9);
  expect(await shown([{ cols: 40, rows: 9 }, await screen.serialise(), 'next'])).toEqual([full, 'next']);
  screen.dispose();
});
