import { doubleWidth, zeroWidth } from './width-table.ts';

const lastCode = 0x10ffff;
let table: Uint8Array | undefined;

/** How many columns a character takes: the same in the page, in the agent's copy of the screen, and for the programs of the workspace. */
export function columnsOf(code: number): 0 | 1 | 2 {
  table ??= makeTable();
  const columns = table[code];
  return columns === 0 || columns === 2 ? columns : 1;
}

/**
 * The widths as xterm.js takes them (`terminal.unicode.register`). Each code point counts for itself, as `wcwidth` does: a program that lays out a line by it and the
 * emulator that draws it then agree, where joining whole graphemes would put the cursor of bash elsewhere.
 */
export const terminalWidths = {
  version: '16',
  wcwidth: columnsOf,
  charProperties(code: number, preceding: number): number {
    const width = columnsOf(code);
    const before = widthIn(preceding);
    const isJoined = width === 0 && preceding !== 0 && before !== 0;
    // A mark without a character to join gets a column of its own: xterm.js would give it a cell that counts for none.
    return properties(isJoined ? before : Math.max(1, width), isJoined);
  },
};

/** Gives an emulator these widths. */
export function useTerminalWidths(emulator: {
  readonly unicode: { register(provider: typeof terminalWidths): void; activeVersion: string };
}): void {
  emulator.unicode.register(terminalWidths);
  emulator.unicode.activeVersion = terminalWidths.version;
}

// How xterm.js packs what it knows of a character (6.0: UnicodeService).
function properties(width: number, isJoined: boolean): number {
  return (width << 1) | (isJoined ? 1 : 0);
}

function widthIn(packed: number): number {
  return (packed >> 1) & 3;
}

function makeTable(): Uint8Array {
  const widths = new Uint8Array(lastCode + 1).fill(1);
  for (const [ranges, width] of [
    [zeroWidth, 0],
    [doubleWidth, 2],
  ] as const) {
    for (const range of ranges.trim().split(/\s+/)) {
      const [first = 0, last = first] = range.split('-').map((code) => Number.parseInt(code, 16));
      widths.fill(width, first, last + 1);
    }
  }
  return widths;
}
