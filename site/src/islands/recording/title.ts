import type { Recording } from '@drydock/model';
import { firstTitle } from '../terminal/tabs.ts';
import type { Text } from '../../text/en.ts';

/** The name of the terminal a recording is of, as its tab was called at first. */
export function terminalTitle({ terminal }: Pick<Recording, 'terminal'>, text: Text): string {
  return firstTitle({ name: terminal, kind: /^shell-\d+$/.test(terminal) ? 'workspace' : 'node' }, text);
}
