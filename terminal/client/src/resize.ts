/** What a resize needs of an xterm.js emulator, in a page or without one. */
export interface Resizable {
  readonly cols: number;
  readonly buffer: { readonly active: { readonly cursorX: number } };
  resize(cols: number, rows: number): void;
  /** Kept by xterm.js to itself (6.0: Buffer). */
  readonly _core?: { readonly buffer: { x: number } };
}

/**
 * Resizes an emulator without losing a character. A cursor behind the last column waits there for the character that wraps; xterm.js puts it onto that column at any change
 * of size (6.0: `Buffer.resize`), where the next character would write over the last. As long as the width stays, it goes on waiting.
 */
export function resizeEmulator(emulator: Resizable, cols: number, rows: number): void {
  const isWaiting = cols === emulator.cols && emulator.buffer.active.cursorX >= cols;
  emulator.resize(cols, rows);
  if (isWaiting && emulator._core) emulator._core.buffer.x = cols;
}
