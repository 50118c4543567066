import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHistory } from './history.ts';
import { makeEmulator, painted, picture } from '../../../src/testing/emulator.ts';
import { createScreen } from '../screen/screen.ts';

const write = (emulator: ReturnType<typeof makeEmulator>, bytes: Uint8Array | string) =>
  new Promise<void>((resolve) => emulator.write(bytes, resolve));

test.each(['repaintKept', 'repaintNow'] as const)(
  '%s and what follows it show the screen as it is, also when output comes while it is made',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(painted, painted, fc.constantFrom(1024, 16 * 1024), async (before, meanwhile, keepBytes) => {
        const history = createHistory({ cols: 40, rows: 10, keepBytes, openScreen: createScreen });
        const append = (text: string) => {
          const bytes = Buffer.from(text);
          // In pieces that cut characters and sequences.
          for (let at = 0; at < bytes.length; at += 37) history.append(bytes.subarray(at, at + 37));
        };
        append(before);
        const making = history[kind]();
        append(meanwhile);
        const { from, screen } = await making;
        const shown = makeEmulator();
        await write(shown, screen);
        await write(shown, Buffer.concat(history.read(from, history.end)));
        const reference = makeEmulator();
        await write(reference, before + meanwhile);
        expect(picture(shown)).toEqual(picture(reference));
        history.dispose();
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);

test('what comes while a repaint is made is kept and counted, and forgotten after it', async () => {
  const history = createHistory({ cols: 40, rows: 10, keepBytes: 1024, openScreen: createScreen });
  history.append(Buffer.alloc(1024, 'one line\r\n'));
  const { start } = history;
  const making = history.repaintKept();
  history.append(Buffer.alloc(1024, 'one line\r\n'));
  expect(history.start).toBe(start);
  expect(history.heldBytes).toBe(1024);
  await making;
  expect(history.heldBytes).toBe(0);
  history.append(Buffer.from('x'));
  expect(history.end - history.start).toBeLessThanOrEqual(1024);
});
