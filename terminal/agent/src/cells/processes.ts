import { type Process, readProcesses } from '../process/process-table.ts';

/** Names a process for good: a number alone is used again. */
export const keyOf = ({ pid, startTicks }: Process): string => `${pid}:${startTicks}`;

/**
 * Picks the processes of a shell, without the shell itself: what came from it, and what is in its session although its parent is
 * gone. `before` are those that an earlier run left; they and what they started since are not picked.
 */
export function processesOf(
  shell: number,
  all: readonly Process[],
  before: ReadonlySet<string> = new Set(),
): Process[] {
  const byPid = new Map(all.map((each) => [each.pid, each]));
  const belongs = (each: Process): boolean => {
    if (before.has(keyOf(each))) return false;
    const parent = byPid.get(each.parent);
    if (each.parent === shell) return true;
    // The session is left with the agent, or with whoever takes in orphans.
    if (!parent || parent.session !== each.session) return each.session === shell || (parent ? belongs(parent) : false);
    return belongs(parent);
  };
  return all.filter((each) => each.pid !== shell && each.state !== 'Z' && belongs(each));
}

/** Sends a signal; a process that is gone has got what it wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

const mostPasses = 50;

/** Kills what `pick` finds. All are stopped first, again and again until there are no new ones, so that none can flee by forking. */
export function killAll(pick: (all: readonly Process[]) => readonly Process[]): void {
  const stopped = new Map<string, Process>();
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const found = pick(readProcesses()).filter((each) => !stopped.has(keyOf(each)));
    for (const each of found) {
      signal(each.pid, 'SIGSTOP');
      stopped.set(keyOf(each), each);
    }
    if (found.length === 0) break;
  }
  for (const { pid } of stopped.values()) signal(pid, 'SIGKILL');
}
