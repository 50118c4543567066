import type { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paint } from './paint.ts';
import { longTitle, makeEmulator, painted, picture, titleOf } from '../../../src/testing/emulator.ts';

const write = (emulator: Terminal, text: string) => new Promise<void>((resolve) => emulator.write(text, resolve));

const short = painted.map((text) => text.replaceAll(longTitle, ''));

test('a painted screen is the same screen, and goes on the same way', async () => {
  await fc.assert(
    fc.asyncProperty(short, short, async (before, after) => {
      const original = makeEmulator();
      await write(original, before);
      const copy = makeEmulator();
      await write(copy, paint(original));
      expect(picture(copy)).toEqual(picture(original));
      expect(titleOf(copy)).toBe(titleOf(original));
      await write(original, after);
      await write(copy, after);
      expect(picture(copy)).toEqual(picture(original));
    }),
    { numRuns: 150 },
  );
}, 60_000);
