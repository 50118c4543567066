import type { Terminal } from '@xterm/headless';
import type {} from './xterm-core.ts';

/** What a program has made of the colours, and whether it lets the cursor blink: kept by an emulator that draws, so a headless one is asked here. */
export interface Palette {
  /** A sequence that brings a fresh emulator to it. */
  sequence(): string;
}

const [set, restore] = [1, 2];
/** 256, 257 and 258 are the colours of text, background and cursor. */
const paletteSize = 256;
const blinking = 12;
const followed = new WeakMap<Terminal, Palette>();

/** The palette of an emulator; call it first before anything is written. */
export function paletteOf(terminal: Terminal): Palette {
  const known = followed.get(terminal);
  if (known) return known;
  const colours = new Map<number, string>();
  let blink: boolean | undefined;
  terminal._core._inputHandler.onColor((requests) => {
    for (const { type, index, color } of requests) {
      if (type === set && index !== undefined && color) colours.set(index, rgb(color));
      else if (type === restore && index !== undefined) colours.delete(index);
      else if (type === restore) for (const known of colours.keys()) if (known < paletteSize) colours.delete(known);
    }
  });
  for (const [final, isOn] of [
    ['h', true],
    ['l', false],
  ] as const) {
    terminal.parser.registerCsiHandler({ prefix: '?', final }, (parameters) => {
      if (parameters.includes(blinking)) blink = isOn;
      // The emulator's own handler is still to have it.
      return false;
    });
  }
  const palette: Palette = {
    sequence() {
      const set = Array.from(colours, ([index, colour]) =>
        index < paletteSize ? `\x1b]4;${index};${colour}\x07` : `\x1b]${index - paletteSize + 10};${colour}\x07`,
      );
      const cursor = blink === undefined ? '' : `\x1b[?${blinking}${blink ? 'h' : 'l'}`;
      return set.toSorted().join('') + cursor;
    },
  };
  followed.set(terminal, palette);
  return palette;
}

function rgb(colour: readonly [number, number, number]): string {
  return `rgb:${colour.map((part) => part.toString(16).padStart(2, '0')).join('/')}`;
}
