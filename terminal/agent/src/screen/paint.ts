import { columnsOf } from '../../../client/src/width.ts';
import type { IBuffer, IBufferCell, IBufferLine, Terminal } from '@xterm/headless';
import { designate, isShifted, isUnchanged, paintCharsets, sameCharset } from './charset.ts';
import { paletteOf } from './palette.ts';
import { type Look, penOf } from './pen.ts';
import type { Core, InnerBuffer } from './xterm-core.ts';

const plainPen = '\x1b[m';
const noLink = '\x1b]8;;\x07';
const ascii = designate(undefined);
const cursorStyles = { block: 1, underline: 3, bar: 5 };
const mouseModes = { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' };
const tabWidth = 8;
/** A tab shows less of it. */
const longestTitle = 1000;

/**
 * A sequence that brings a fresh emulator of the same size to the state of this one: lines above the screen, both screens with their colours and links, scroll margins, tab
 * stops, character sets, modes, cursor with its shape, saved cursor, palette, title, and the look of what is written next. What is not kept is in terminal/README.md.
 */
export function paint(terminal: Terminal): string {
  const { normal, alternate, active } = terminal.buffer;
  const isAlternate = active.type === 'alternate';
  const { buffers, buffer } = innerOf(terminal);
  const first = paintLines(terminal, normal) + paintTabs(buffers.normal, terminal.cols);
  // Switching saves the cursor it finds.
  const second = isAlternate
    ? `${paintMargins(buffers.normal, terminal.rows)}${savedCursor(buffers.normal)}\x1b[?1049h${ascii}\x1b[H${plainPen}${paintLines(terminal, alternate)}${paintTabs(buffer, terminal.cols)}`
    : '';
  const saved = `${savedCursor(buffer)}\x1b7`;
  return `${paletteOf(terminal).sequence()}${first}${second}${saved}${paintState(terminal, active)}`;
}

function innerOf(terminal: Terminal): Core {
  return terminal._core;
}

function paintState(terminal: Terminal, active: IBuffer): string {
  const { modes, cols, rows } = terminal;
  const { _inputHandler: handler, coreService, coreMouseService, buffer } = innerOf(terminal);
  // A restored cursor brings back the set it was saved with, until the next shift.
  const isRestored = !isShifted(terminal) && sameCharset(terminal, buffer.savedCharset);
  const charsets = isRestored ? `${paintCharsets(terminal)}\x1b8` : ascii;
  // In origin mode rows are counted from the margin.
  const origin = modes.originMode ? '\x1b[?6h' : '';
  const row = active.cursorY - (modes.originMode ? buffer.scrollTop : 0);
  const cursor = active.cursorX < cols ? goTo(row, active.cursorX) : paintBefore(terminal, active, row, cols);
  const encodings: Record<string, string> = { SGR: '\x1b[?1006h', SGR_PIXELS: '\x1b[?1016h' };
  const set: [boolean | undefined, string][] = [
    [modes.applicationCursorKeysMode, '\x1b[?1h'],
    [modes.applicationKeypadMode, '\x1b[?66h'],
    [modes.bracketedPasteMode, '\x1b[?2004h'],
    [modes.insertMode, '\x1b[4h'],
    [modes.reverseWraparoundMode, '\x1b[?45h'],
    [modes.sendFocusMode, '\x1b[?1004h'],
    [!modes.wraparoundMode, '\x1b[?7l'],
    [modes.synchronizedOutputMode, '\x1b[?2026h'],
    [terminal.options.convertEol, '\x1b[20h'],
    [coreService.isCursorHidden, '\x1b[?25l'],
  ];
  const switches = set.map(([isSet, sequence]) => (isSet ? sequence : '')).join('');
  const mouse = mouseModes[modes.mouseTrackingMode] + (encodings[coreMouseService.activeEncoding] ?? '');
  const { cursorStyle, cursorBlink } = coreService.decPrivateModes;
  const shape = cursorStyle ? `\x1b[${cursorStyles[cursorStyle] + (cursorBlink ? 0 : 1)} q` : '';
  const title = handler._windowTitle ? `\x1b]2;${handler._windowTitle.slice(0, longestTitle)}\x07` : '';
  // Nothing but characters came since the last of them: a mark that comes next belongs to it. Written again, it is the last that was written.
  const isJoining = handler._parser.precedingJoinState !== 0 && active.cursorX > 0;
  const last = isJoining ? paintLast(terminal, active, row) : '';
  const pen = linkOf(terminal, handler._curAttrData) + penOf(handler._curAttrData);
  const place = paintMargins(buffer, rows) + charsets + origin + cursor;
  return place + pen + switches + mouse + shape + title + (isRestored ? '' : paintCharsets(terminal)) + last;
}

/** Writes the character before column `x` again, so that the cursor is behind it: behind the last column only writing brings it. */
function paintBefore(terminal: Terminal, buffer: IBuffer, row: number, x: number): string {
  const { cell, col } = cellBefore(buffer, x);
  const look: Look | undefined = cell;
  const link = look ? linkOf(terminal, look) : '';
  return `${goTo(row, col)}${link}${look ? penOf(look) : ''}${cell?.getChars() || ' '}${link && noLink}`;
}

/** The same once the pen is what it was then; a sequence between the character and what follows would part them. */
function paintLast(terminal: Terminal, buffer: IBuffer, row: number): string {
  const { cell, col } = cellBefore(buffer, buffer.cursorX);
  if (!cell || !isUnchanged(terminal, cell.getChars())) return '';
  // Where writing makes room, what was there goes first.
  const room = buffer.cursorX < terminal.cols && terminal.modes.insertMode ? `\x1b[${buffer.cursorX - col}P` : '';
  return goTo(row, col) + room + (cell.getChars() || ' ');
}

function cellBefore(buffer: IBuffer, x: number): { cell: IBufferCell | undefined; col: number } {
  const line = buffer.getLine(buffer.baseY + buffer.cursorY);
  const col = line?.getCell(x - 1)?.getWidth() === 0 ? x - 2 : x - 1;
  return { cell: line?.getCell(col), col };
}

function paintMargins({ scrollTop: top, scrollBottom: bottom }: InnerBuffer, rows: number): string {
  return top > 0 || bottom < rows - 1 ? `\x1b[${top + 1};${bottom + 1}r` : '';
}

function paintTabs({ tabs }: InnerBuffer, cols: number): string {
  const columns = Array.from({ length: cols }, (_, col) => col);
  if (columns.every((col) => (tabs[col] === true) === (col % tabWidth === 0))) return '';
  const stops = columns.flatMap((col) => (tabs[col] ? [`\x1b[${col + 1}G\x1bH`] : []));
  return `\x1b[3g${stops.join('')}`;
}

function savedCursor({ savedX, savedY, ybase, savedCurAttrData, savedCharset }: InnerBuffer): string {
  return `${goTo(Math.max(0, savedY - ybase), savedX)}${penOf(savedCurAttrData)}${designate(savedCharset)}`;
}

function goTo(row: number, col: number): string {
  return `\x1b[${row + 1};${col + 1}H`;
}

/** The sequence after which what is written belongs to the link of this look; empty when it has none. */
function linkOf(terminal: Terminal, look: Look): string {
  const { urlId } = look.extended;
  const link = look.hasExtendedAttrs() && urlId ? innerOf(terminal)._oscLinkService.getLinkData(urlId) : undefined;
  return link ? `\x1b]8;${link.id === undefined ? '' : `id=${link.id}`};${link.uri}\x07` : '';
}

/** From the look of one cell to that of another. */
function change(from: string, to: string): string {
  if (from === to) return '';
  return isLink(from) && !isLink(to) ? noLink + to : to;
}

function isLink(look: string): boolean {
  return look.startsWith('\x1b]8');
}

function paintLines(terminal: Terminal, buffer: IBuffer): string {
  const { cols } = terminal;
  const painted: string[] = [];
  let pen = plainPen;
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    const next = index + 1 < buffer.length ? buffer.getLine(index + 1) : undefined;
    // A line that goes on in the next is filled, and the next character wraps by itself; so a window made wider joins them again.
    const isJoined = next?.isWrapped === true && !isBlank(next.getCell(0));
    const text = line ? paintLine(terminal, line, isJoined ? cols : usedColumns(line, cols), pen) : { cells: '', pen };
    // With another pen, a line that scrolls in would take its colour.
    const end = isJoined || !next ? '' : `${change(text.pen, plainPen)}\r\n`;
    pen = end === '' ? text.pen : plainPen;
    painted.push(text.cells, end);
  }
  return painted.join('') + change(pen, plainPen);
}

function paintLine(
  terminal: Terminal,
  line: IBufferLine,
  columns: number,
  penBefore: string,
): { cells: string; pen: string } {
  let pen = penBefore;
  let cells = '';
  for (let col = 0; col < columns; col += 1) {
    const cell = line.getCell(col);
    if (!cell || cell.getWidth() === 0) continue;
    const look: Look = cell;
    const wanted = cell.isAttributeDefault() ? plainPen : linkOf(terminal, look) + penOf(look);
    const chars = cell.getChars();
    // A mark in a cell of its own must not join the character before it: any sequence keeps them apart.
    cells += change(pen, wanted) || (isMark(chars) ? wanted : '');
    pen = wanted;
    // Without wrapping, the last column may have taken half of a wide character.
    const isHalf = cell.getWidth() === 2 && line.getCell(col + 1)?.getWidth() !== 0;
    cells += (!isHalf && chars) || ' ';
  }
  return { cells, pen };
}

function isMark(chars: string): boolean {
  return chars !== '' && columnsOf(chars.codePointAt(0) ?? 0) === 0;
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
