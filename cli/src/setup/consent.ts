import { createInterface } from 'node:readline/promises';
import type { HostFacts } from './host/facts.ts';

/** Who can be asked: `--yes` on the command line, CI, and whether a person is at the keyboard. */
export interface Audience {
  readonly saidYes: boolean;
  readonly isCi: boolean;
  readonly hasKeyboard: boolean;
}

/** Whether the host may be changed: `yes` without a question, `ask` the user, or `no` because no user can be asked. */
export function decideConsent(audience: Audience, facts: Pick<HostFacts, 'isContainerOrVm'>): 'yes' | 'ask' | 'no' {
  if (audience.saidYes || audience.isCi) return 'yes';
  if (audience.hasKeyboard) return 'ask';
  return facts.isContainerOrVm ? 'yes' : 'no';
}

/** Reads the audience of this process from the environment and its standard input. */
export function readAudience(saidYes: boolean): Audience {
  const ci = process.env['CI'] ?? '';
  return {
    saidYes,
    isCi: ci !== '' && ci !== 'false' && ci !== '0',
    hasKeyboard: Boolean(process.stdin.isTTY && process.stderr.isTTY),
  };
}

/** Asks the person at the keyboard one question; Enter means yes. */
export async function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${question} [Y/n] `, { signal });
    return /^(y|yes|)$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}
