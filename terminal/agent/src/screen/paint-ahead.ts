import { createKeptScreen } from './kept-screen.ts';
import type { Screen } from './screen.ts';

/** Output, and the sizes between it, in the order it came. `isPlain` as for the kept screen. */
export type LaterStep = { readonly bytes: Uint8Array; readonly isPlain: boolean } | { cols: number; rows: number };

/** Paints what a screen becomes: `text` paints it as it was, `steps` is what came since. On a screen of its own, so that the other one stays where it is. */
export async function paintAhead(options: {
  cols: number;
  rows: number;
  text: Promise<string>;
  steps: readonly LaterStep[];
  open: (cols: number, rows: number) => Screen;
}): Promise<string> {
  const { cols, rows, open } = options;
  const text = await options.text;
  const screen = createKeptScreen({ cols, rows, open, onParsed: () => undefined });
  try {
    screen.show(Buffer.from(text), false);
    for (const step of options.steps)
      if ('bytes' in step) screen.show(step.bytes, step.isPlain);
      else screen.resize(step.cols, step.rows);
    return await screen.serialise();
  } finally {
    screen.dispose();
  }
}
