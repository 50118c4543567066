import { readFileSync } from 'node:fs';
import process from 'node:process';

/** Names this process so that no later process with the same pid is taken for it: `pid` and its start in clock ticks since boot. */
export function thisMaker(): string {
  return `${process.pid}.${startOf(process.pid) ?? 0}`;
}

/** Whether the process that `thisMaker` named still runs. */
export function isMakerAlive(maker: string): boolean {
  const [pid, start] = maker.split('.').map(Number);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (startOf(pid) ?? 0) === start;
}

/** Field 22 of /proc/PID/stat (proc(5)), counted behind the command name, which may hold blanks; -1 for a zombie, undefined where there is no /proc. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? -1 : Number(fields[19]);
  } catch {
    return undefined;
  }
}
