import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { codeOf } from '@drydock/model';

/** Names this process so that no later process with the same pid is taken for it: `pid` and its start in clock ticks since boot. */
export function nameThisProcess(): string {
  return nameProcess(process.pid);
}

/** The same name for another process that runs. */
export function nameProcess(pid: number): string {
  return `${pid}.${readStat(pid)?.start ?? 0}`;
}

/** Whether the process of this name still runs. */
export function isProcessAlive(maker: string): boolean {
  const [pid, start] = maker.split('.').map(Number);
  if (!pid || !isSignalled(pid)) return false;
  const stat = readStat(pid);
  return stat ? !stat.isZombie && stat.start === start : start === 0;
}

/** Whether the process group that a named process leads has a member that runs; Linux gives its number to no other process until then. */
export function isGroupAlive(leader: string): boolean {
  const [pid, start] = leader.split('.').map(Number);
  if (!pid || !isSignalled(-pid)) return false;
  const stat = readStat(pid);
  if (stat && stat.start !== start) return false;
  const members = readProcesses().map(readStat);
  return members.length === 0 || members.some((member) => member?.group === pid && !member.isZombie);
}

function isSignalled(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Fields 3, 5 and 22 of /proc/PID/stat (proc(5)), counted behind the command name, which may hold blanks; undefined where there is no /proc. */
function readStat(pid: number): { isZombie: boolean; group: number; start: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { isZombie: fields[0] === 'Z', group: Number(fields[2]), start: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

function readProcesses(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
