import headless, { type Terminal } from '@xterm/headless';
import type { Charset, Core } from './xterm-core.ts';

const slots = ['(', ')', '*', '+'];
const shifts = ['\x0f', '\x0e', '\x1bn', '\x1bo'];
const ascii = 'B';
const finals = ['0', 'A', '4', 'C', '5', 'R', 'Q', 'K', 'Y', 'E', '6', 'Z', 'H', '7', '='];
let names: Map<Charset, string> | undefined;

/** A sequence that designates this set as G0 and shifts to it. */
export function designate(charset: Charset): string {
  return `\x1b(${nameOf(charset)}\x0f`;
}

/** A sequence that designates and shifts as this emulator has it; empty when all is ASCII. */
export function paintCharsets(terminal: Terminal): string {
  const { _charsets: sets, glevel } = innerOf(terminal)._charsetService;
  const designations = slots.map((slot, index) => (sets[index] ? `\x1b${slot}${nameOf(sets[index])}` : '')).join('');
  return designations + (glevel === 0 ? '' : (shifts[glevel] ?? ''));
}

/** Whether this is the set in use. */
export function sameCharset(terminal: Terminal, charset: Charset): boolean {
  return (innerOf(terminal)._charsetService.charset ?? undefined) === (charset ?? undefined);
}

/** Whether a character that is on the screen comes out as itself when it is written. */
export function isUnchanged(terminal: Terminal, text: string): boolean {
  return innerOf(terminal)._charsetService.charset?.[text.charAt(0)] === undefined;
}

/** Whether the set in use is the one the shift points to: restoring a cursor brings back a set, and not the shift. */
export function isShifted(terminal: Terminal): boolean {
  const { _charsets: sets, glevel, charset } = innerOf(terminal)._charsetService;
  return (sets[glevel] ?? undefined) === (charset ?? undefined);
}

function innerOf(terminal: Terminal): Core {
  return terminal._core;
}

// All emulators share the tables, and only tell which one they use: an emulator is asked for each by its name.
function nameOf(charset: Charset): string {
  if (!names) {
    const probe = new headless.Terminal({ allowProposedApi: true, logLevel: 'off' });
    names = new Map(
      finals.map((final) => {
        innerOf(probe).writeSync(`\x1b(${final}`);
        return [innerOf(probe)._charsetService._charsets[0], final];
      }),
    );
    probe.dispose();
  }
  return names.get(charset) ?? ascii;
}
