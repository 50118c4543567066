import { useTerminalWidths } from '../../client/src/width.ts';
import headless, { type Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { paletteOf } from '../../agent/src/screen/palette.ts';
import { type Look, penOf } from '../../agent/src/screen/pen.ts';

/** An emulator as the page has it. */
export function makeEmulator(): Terminal {
  const emulator = new headless.Terminal({ cols: 40, rows: 10, allowProposedApi: true, logLevel: 'off' });
  useTerminalWidths(emulator);
  paletteOf(emulator);
  return emulator;
}

/** What xterm.js keeps to itself (6.0). */
interface Inner {
  readonly _core: {
    readonly _inputHandler: { readonly _windowTitle: string };
    readonly _charsetService: { readonly charset: object | undefined };
    readonly coreService: { readonly decPrivateModes: unknown };
    readonly _oscLinkService: { getLinkData(id: number): { readonly uri: string } | undefined };
    readonly buffer: { readonly tabs: Readonly<Record<number, boolean>> };
  };
}

/** The screen with its colours, the cursor and the modes. */
export function picture(emulator: Terminal): string[] {
  const buffer = emulator.buffer.active;
  const inner = (emulator as unknown as Inner)._core;
  const rows = Array.from({ length: emulator.rows }, (_, row) => {
    const line = buffer.getLine(buffer.baseY + row);
    return Array.from({ length: emulator.cols }, (__, col) => {
      const cell = line?.getCell(col);
      if (!cell || cell.getWidth() === 0) return '';
      // xterm.js leaves half of a wide character when the last column is written over without wrapping.
      const isHalf = cell.getWidth() === 2 && line?.getCell(col + 1)?.getWidth() !== 0;
      const text = isHalf ? '' : cell.getChars().trim();
      const back = cell.isBgDefault() && !cell.isInverse() ? '' : `<${cell.getBgColor()},${cell.isInverse()}>`;
      // The colour of a letter that is not there is nobody's concern, unless it is the background.
      const look = cell as unknown as Look;
      const link = inner._oscLinkService.getLinkData(look.extended.urlId)?.uri ?? '';
      const under = look.fg & 0x10000000 ? penOf(look).replaceAll('\x1b', '') : '';
      const fore =
        text === '' && !cell.isInverse() ? '' : `${cell.getFgColor()}${cell.isBold() ? 'b' : ''}${under}${link}`;
      return `${text || ' '}${fore}${back}`;
    }).join('');
  });
  return [
    ...rows.map((row) => row.trimEnd()),
    `cursor ${buffer.cursorX},${buffer.cursorY}`,
    buffer.type,
    JSON.stringify(emulator.modes),
    `tabs ${Array.from({ length: emulator.cols }, (_, col) => col)
      .filter((col) => inner.buffer.tabs[col])
      .join()}`,
    `charset ${JSON.stringify(inner._charsetService.charset)}`,
    JSON.stringify(inner.coreService.decPrivateModes),
    `palette ${paletteOf(emulator).sequence()}`.replaceAll('\x1b', ''),
    `line ends ${emulator.options.convertEol}`,
  ];
}

/** What a program last called the terminal. */
export function titleOf(emulator: Terminal): string {
  return (emulator as unknown as Inner)._core._inputHandler._windowTitle;
}

/** Longer than the longest sequence that is kept whole when 1 KiB of output is kept. */
export const longTitle = `\x1b]2;${'long title '.repeat(200)}\x1b\\`;

/** What programs write to a screen, in any order: text of every width, colours, margins, modes, both screens, sequences longer than what is kept. */
export const painted = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '船', '🚢', '🫠', '\u0301'), maxLength: 30 }),
      fc.constantFrom(
        '\r\n',
        '\r\n',
        '\r\n',
        '\n',
        '\x1b[31m',
        '\x1b[1;44m',
        '\x1b[38;5;208;7m',
        '\x1b[48;2;10;20;30m',
        '\x1b[0m',
        '\x1b[5;3H',
        '\x1b[9;40H',
        '\x1b[K',
        '\x1b[2J',
        '\x1b[A',
        '\x1b[3L',
        '\x1b[2P',
        '\x1b[3;8r',
        '\x1b[r',
        '\x1b[?6h',
        '\x1b[?6l',
        '\x1b[?7l',
        '\x1b[?7h',
        '\x1b[4h',
        '\x1b[4l',
        '\x1b[?1049h',
        '\x1b[?1049l',
        '\x1b[?25l',
        '\x1b[?1h',
        '\x1b[?1003h\x1b[?1006h',
        '\x1b]0;title\x07',
        '\x1b[?2004h',
        '\x1b[3g\x1b[5G\x1bH',
        '\x1bH',
        '\t',
        '\x1b]4;1;#00ff00\x07',
        '\x1b]10;rgb:12/34/56\x07\x1b]11;#000000\x07',
        '\x1b]12;#ff0000\x07',
        '\x1b]104\x07\x1b]111\x07',
        '\x1b[5 q',
        '\x1b[2 q',
        '\x1b[0 q',
        '\x1b[?12h',
        '\x1b[?12l',
        '\x1b(0lqk',
        '\x1b(B',
        '\x1b)0\x0e',
        '\x0f',
        '\x1b7',
        '\x1b8',
        '\x1b[20h',
        '\x1b[20l',
        '\x1b[4;31m',
        '\x1b[4:3m\x1b[58;2;1;2;3m',
        '\x1b]8;;https://a.example/\x07link\x1b]8;;\x07',
        '\x1b]8;id=x;https://b.example/\x07on',
        '\x1b]8;;\x07',
        '\x1b[1"qkept\x1b[0"q',
        '\x1b[?J',
      ),
      fc.constant(longTitle),
    ),
    { maxLength: 150 },
  )
  .map((parts) => parts.join(''));
