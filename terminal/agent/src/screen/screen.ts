import { resizeEmulator } from '../../../client/src/resize.ts';
import { useTerminalWidths } from '../../../client/src/width.ts';
import headless from '@xterm/headless';
import { paint } from './paint.ts';
import { paletteOf } from './palette.ts';

/** Lines above the screen that a repaint brings back; the output kept beside it has more. */
const scrollbackLines = 1000;

/** The screen as an emulator shows it, fed with output that is kept no longer. */
export interface Screen {
  /** Resolves once the bytes are parsed. */
  write(bytes: Uint8Array): Promise<void>;
  resize(cols: number, rows: number): void;
  /** A sequence of bytes that paints this screen, with its modes, on a fresh emulator of the same size. */
  serialise(): Promise<string>;
  dispose(): void;
}

/** A screen in this thread. */
export function createScreen(cols: number, rows: number): Screen {
  const terminal = new headless.Terminal({
    cols,
    rows,
    scrollback: scrollbackLines,
    allowProposedApi: true,
    logLevel: 'off',
  });
  // As the page counts columns.
  useTerminalWidths(terminal);
  paletteOf(terminal);
  const write = (bytes: Uint8Array) => new Promise<void>((resolve) => terminal.write(bytes, resolve));
  return {
    write,
    resize: (nextCols, nextRows) => resizeEmulator(terminal, nextCols, nextRows),
    async serialise() {
      await write(new Uint8Array(0));
      return paint(terminal);
    },
    dispose: () => terminal.dispose(),
  };
}
