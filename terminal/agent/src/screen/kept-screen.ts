import { lastPlainLines } from './plain.ts';
import type { Screen } from './screen.ts';

/** The screen behind the kept output: given what is kept no longer, parsed as lazily as the picture allows. */
export interface KeptScreen {
  /** `isPlain`: well-formed text that begins no sequence and shifts no character set, with no sequence open before it. */
  show(bytes: Uint8Array, isPlain: boolean): void;
  resize(cols: number, rows: number): void;
  /** What paints it; empty when the thread that kept it died. */
  serialise(): Promise<string>;
  /** Bytes given to the emulator that it has not parsed. */
  readonly unparsedBytes: number;
  dispose(): void;
}

/** Kept as it came before it is parsed: most terminals never need the emulator, nor the thread it lives in. */
const lazyBytes = 256 * 1024;
/** Lines beyond the screen's rows that are still parsed of a flood of text. */
const spareLines = 200;

export function createKeptScreen(options: {
  cols: number;
  rows: number;
  open: (cols: number, rows: number) => Screen;
  /** Called when `unparsedBytes` went down. */
  onParsed: () => void;
}): KeptScreen {
  const size = { cols: options.cols, rows: options.rows };
  let screen: Screen | undefined;
  let unparsedBytes = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  /** The last of `pending` is the end of a flood of text: the next piece of the flood scrolls it away unparsed. */
  let isFlooded = false;

  function opened(): Screen {
    screen ??= options.open(size.cols, size.rows);
    return screen;
  }

  function write(bytes: Uint8Array): void {
    unparsedBytes += bytes.length;
    const done = () => {
      unparsedBytes -= bytes.length;
      options.onParsed();
    };
    void opened()
      .write(bytes)
      .catch(() => undefined)
      .finally(done);
  }

  function flush(): void {
    for (const bytes of pending) write(bytes);
    [pending, pendingBytes, isFlooded] = [[], 0, false];
  }

  return {
    show(bytes, isPlain) {
      if (bytes.length === 0) return;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const cut = isPlain ? lastPlainLines(text, size.rows + spareLines) : 0;
      if (cut > 0 && isFlooded) pendingBytes -= pending.pop()?.length ?? 0;
      isFlooded = cut > 0;
      // A copy: the original is a segment that others still read.
      pending.push(bytes.slice(cut));
      pendingBytes += bytes.length - cut;
      if (pendingBytes > lazyBytes) flush();
    },
    resize(cols, rows) {
      if (screen || pending.length > 0) flush();
      Object.assign(size, { cols, rows });
      screen?.resize(cols, rows);
    },
    async serialise() {
      flush();
      const asked = opened();
      try {
        return await asked.serialise();
      } catch {
        if (screen === asked) screen = undefined;
        return '';
      }
    },
    get unparsedBytes() {
      return unparsedBytes;
    },
    dispose: () => screen?.dispose(),
  };
}
