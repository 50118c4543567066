import { areSameCommands } from '@drydock/lab';

const waiting = /^\s*(?:kubectl\s(?:[^;&|]*\s)?(?:wait|rollout\s+status)\s[^;&|]*|sleep\s+[\w.]+)$/;

/**
 * Whether a run of `reference` proves `shown` too: both have the same commands, but that `shown` may wait more often, and not wait at its end.
 * A wait that it lacks before another command could make that command fail, so such a script is run.
 */
export function isProvedBy(shown: string, reference: string): boolean {
  const [own, other] = [commandsOf(shown), commandsOf(reference)];
  if (!areSameCommands(textOf(own.filter(isDoing)), textOf(other.filter(isDoing)))) return false;
  let at = 0;
  for (const command of other.slice(0, other.findLastIndex(isDoing) + 1)) {
    while (at < own.length && own[at] !== command && !isDoing(own[at] ?? '')) at += 1;
    if (own[at] !== command) return false;
    at += 1;
  }
  return true;
}

/** The lines of a script, those that end in a backslash with the next. */
function commandsOf(script: string): readonly string[] {
  const lines = script.replaceAll(/[ \t]*\\\n\s*/g, ' ').split('\n');
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

function isDoing(command: string): boolean {
  return !waiting.test(command);
}

function textOf(commands: readonly string[]): string {
  return commands.join('\n');
}
