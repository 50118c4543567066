import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless, { type Terminal } from '@xterm/headless';
import fc from 'fast-check';

/** An emulator as the page has it. */
export function makeEmulator(): Terminal {
  const emulator = new headless.Terminal({ cols: 40, rows: 10, allowProposedApi: true, logLevel: 'off' });
  emulator.loadAddon(new Unicode11Addon());
  emulator.unicode.activeVersion = '11';
  return emulator;
}

/** The screen with its colours, the cursor and the modes. */
export function picture(emulator: Terminal): string[] {
  const buffer = emulator.buffer.active;
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
      const fore = text === '' && !cell.isInverse() ? '' : `${cell.getFgColor()}${cell.isBold() ? 'b' : ''}`;
      return `${text || ' '}${fore}${back}`;
    }).join('');
  });
  return [
    ...rows.map((row) => row.trimEnd()),
    `cursor ${buffer.cursorX},${buffer.cursorY}`,
    buffer.type,
    JSON.stringify(emulator.modes),
  ];
}

/** Longer than the longest sequence that is kept whole when 1 KiB of output is kept. */
export const longTitle = `\x1b]2;${'long title '.repeat(200)}\x1b\\`;

/** What programs write to a screen, in any order: text of every width, colours, margins, modes, both screens, sequences longer than what is kept. */
export const painted = fc
  .array(
    fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '船', '🚢'), maxLength: 30 }),
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
      ),
      fc.constant(longTitle),
    ),
    { maxLength: 150 },
  )
  .map((parts) => parts.join(''));
