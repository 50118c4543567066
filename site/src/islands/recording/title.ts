import type { Recording } from '@drydock/model';
import { firstTitle } from '../terminal/tabs.ts';
import type { LabText } from '../../text/lab.ts';

/** The name of the terminal a recording is of, as its tab was called at first. */
export function terminalTitle({ terminal }: Pick<Recording, 'terminal'>, text: LabText): string {
  return firstTitle({ name: terminal, kind: /^shell-\d+$/.test(terminal) ? 'workspace' : 'node' }, text);
}
