import type { IBuffer, IBufferCell, IBufferLine, Terminal } from '@xterm/headless';
import { type Look, penOf } from './pen.ts';

/** What a repaint needs and xterm.js keeps to itself (6.0: InputHandler, CoreService, CoreMouseService, Buffer). */
interface Inner {
  readonly _core: {
    readonly _inputHandler: { readonly _curAttrData: Look };
    readonly coreService: { readonly isCursorHidden: boolean };
    readonly coreMouseService: { readonly activeEncoding: string };
    readonly buffer: InnerBuffer;
    readonly buffers: { readonly normal: InnerBuffer };
  };
}

interface InnerBuffer {
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly ybase: number;
  readonly savedX: number;
  readonly savedY: number;
  readonly savedCurAttrData: Look;
}

const plainPen = '\x1b[m';
const mouseModes = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' };

/**
 * A sequence that brings a fresh emulator of the same size to the state of this one: lines above the screen, both screens with their colours, scroll margins, modes,
 * cursor, saved cursor, and the look of what is written next. Not kept: tab stops, character sets, links.
 */
export function paint(terminal: Terminal): string {
  const { normal, alternate, active } = terminal.buffer;
  const isAlternate = active.type === 'alternate';
  const first = paintLines(normal, terminal.cols);
  const { buffers, buffer } = (terminal as unknown as Inner)._core;
  // Switching saves the cursor it finds.
  const second = isAlternate
    ? `${savedCursor(buffers.normal)}\x1b[?1049h\x1b[H${plainPen}${paintLines(alternate, terminal.cols)}`
    : '';
  return `${first}${second}${savedCursor(buffer)}\x1b7${paintState(terminal, active)}`;
}

function paintState(terminal: Terminal, active: IBuffer): string {
  const { modes, cols, rows } = terminal;
  const { _inputHandler: handler, coreService, coreMouseService, buffer } = (terminal as unknown as Inner)._core;
  const { scrollTop: top, scrollBottom: bottom } = buffer;
  const margins = top > 0 || bottom < rows - 1 ? `\x1b[${top + 1};${bottom + 1}r` : '';
  // In origin mode rows are counted from the margin.
  const origin = modes.originMode ? '\x1b[?6h' : '';
  const row = active.cursorY - (modes.originMode ? top : 0);
  const cursor = active.cursorX < cols ? goTo(row, active.cursorX) : paintWaiting(active, row, cols);
  const encodings: Record<string, string> = { SGR: '\x1b[?1006h', SGR_PIXELS: '\x1b[?1016h' };
  const set: [boolean, string][] = [
    [modes.applicationCursorKeysMode, '\x1b[?1h'],
    [modes.applicationKeypadMode, '\x1b[?66h'],
    [modes.bracketedPasteMode, '\x1b[?2004h'],
    [modes.insertMode, '\x1b[4h'],
    [modes.reverseWraparoundMode, '\x1b[?45h'],
    [modes.sendFocusMode, '\x1b[?1004h'],
    [!modes.wraparoundMode, '\x1b[?7l'],
    [coreService.isCursorHidden, '\x1b[?25l'],
  ];
  const switches = set.map(([isSet, sequence]) => (isSet ? sequence : '')).join('');
  const mouse = mouseModes[modes.mouseTrackingMode] + (encodings[coreMouseService.activeEncoding] ?? '');
  return margins + origin + cursor + penOf(handler._curAttrData) + switches + mouse;
}

/** The cursor behind the last column, where the next character wraps: only writing that column's character again brings it there. */
function paintWaiting(buffer: IBuffer, row: number, cols: number): string {
  const line = buffer.getLine(buffer.baseY + buffer.cursorY);
  const col = line?.getCell(cols - 1)?.getWidth() === 0 ? cols - 2 : cols - 1;
  const cell = line?.getCell(col);
  return goTo(row, col) + (cell ? penOf(cell) : '') + (cell?.getChars() || ' ');
}

function savedCursor({ savedX, savedY, ybase, savedCurAttrData }: InnerBuffer): string {
  return goTo(Math.max(0, savedY - ybase), savedX) + penOf(savedCurAttrData);
}

function goTo(row: number, col: number): string {
  return `\x1b[${row + 1};${col + 1}H`;
}

function paintLines(buffer: IBuffer, cols: number): string {
  const painted: string[] = [];
  let pen = plainPen;
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    const next = index + 1 < buffer.length ? buffer.getLine(index + 1) : undefined;
    // A line that goes on in the next is filled, and the next character wraps by itself; so a window made wider joins them again.
    const isJoined = next?.isWrapped === true && !isBlank(next.getCell(0));
    const text = line ? paintLine(line, isJoined ? cols : usedColumns(line, cols), pen) : { cells: '', pen };
    // With another pen, a line that scrolls in would take its colour.
    const end = isJoined || !next ? '' : `${text.pen === plainPen ? '' : plainPen}\r\n`;
    pen = end === '' ? text.pen : plainPen;
    painted.push(text.cells, end);
  }
  return painted.join('') + (pen === plainPen ? '' : plainPen);
}

function paintLine(line: IBufferLine, columns: number, penBefore: string): { cells: string; pen: string } {
  let pen = penBefore;
  let cells = '';
  for (let col = 0; col < columns; col += 1) {
    const cell = line.getCell(col);
    if (!cell || cell.getWidth() === 0) continue;
    const wanted = cell.isAttributeDefault() ? plainPen : penOf(cell);
    if (wanted !== pen) cells += wanted;
    pen = wanted;
    // Without wrapping, the last column may have taken half of a wide character.
    const isHalf = cell.getWidth() === 2 && line.getCell(col + 1)?.getWidth() !== 0;
    cells += (!isHalf && cell.getChars()) || ' ';
  }
  return { cells, pen };
}

function usedColumns(line: IBufferLine, cols: number): number {
  let used = cols;
  while (used > 0 && isBlank(line.getCell(used - 1))) used -= 1;
  return used;
}

/** Nothing is there and no colour shows. */
function isBlank(cell: IBufferCell | undefined): boolean {
  return !cell || (cell.getWidth() === 1 && cell.getChars() === '' && !cell.isInverse() && cell.isBgDefault());
}
