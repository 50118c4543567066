import type { Recording } from '@drydock/model';
import type { Text } from '../../text/en.ts';

/** The name of the terminal a recording is of, as its tab was called at first. */
export function terminalTitle({ terminal }: Pick<Recording, 'terminal'>, text: Text): string {
  return `${terminal.startsWith('node') ? text.nodeShell : text.workspaceShell} ${terminal.replace(/^\D+/, '')}`;
}
