import { readdirSync, readFileSync } from 'node:fs';

/** A process as the kernel shows it. */
export interface Process {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** The group in the foreground of its terminal. */
  readonly foreground: number;
  /** When it started, so that a number that is used again is another process. */
  readonly startTicks: number;
}

/** Returns all processes that can be seen; `proc` is where the kernel shows them. */
export function readProcesses(proc = '/proc'): Process[] {
  return pidsIn(proc).flatMap((pid) => readProcess(pid, proc) ?? []);
}

/** Returns how many processes there are: cheaper than to read them. */
export function countProcesses(proc = '/proc'): number {
  return pidsIn(proc).length;
}

function pidsIn(proc: string): number[] {
  try {
    return readdirSync(proc)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

// `pid (name) state parent group session terminal foreground …`; the name may hold anything, brackets too.
function readProcess(pid: number, proc: string): Process | undefined {
  let stat: string;
  try {
    stat = readFileSync(`${proc}/${pid}/stat`, 'utf8');
  } catch {
    // It ended meanwhile.
    return undefined;
  }
  const close = stat.lastIndexOf(')');
  const name = stat.slice(stat.indexOf('(') + 1, close);
  const [state = '', ...rest] = stat.slice(close + 2).split(' ');
  const [parent = NaN, group = NaN, session = NaN, , foreground = NaN] = rest.map(Number);
  return { pid, name, state, parent, group, session, foreground, startTicks: Number(rest[18]) };
}
