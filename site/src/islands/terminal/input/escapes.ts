import { terminalEscapes } from '@drydock/terminal/client';
import type { Terminal } from '@xterm/xterm';

/** Holds a terminal to the table of escape sequences: what is refused is swallowed, what answers does so only while `mayAnswer` says so. */
export function guardEscapes(terminal: Terminal, mayAnswer: () => boolean): void {
  for (const { kind, id, policy } of terminalEscapes) {
    if (policy === 'allow' || policy === 'ask') continue;
    // A handler that returns true has dealt with the sequence: the emulator does nothing more with it.
    const isSwallowed = () => policy === 'refuse' || !mayAnswer();
    if (kind === 'osc' && 'osc' in id) {
      terminal.parser.registerOscHandler(id.osc, (data) =>
        policy === 'refuse' ? true : data.includes('?') && isSwallowed(),
      );
    } else if (kind === 'csi' && 'final' in id) {
      terminal.parser.registerCsiHandler(id, isSwallowed);
    } else if (kind === 'dcs' && 'final' in id) {
      terminal.parser.registerDcsHandler(id, isSwallowed);
    }
  }
}
