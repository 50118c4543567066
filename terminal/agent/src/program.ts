import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly name: string;
  readonly state: string;
  readonly group: number;
  readonly session: number;
  /** The group in the foreground of its terminal. */
  readonly foreground: number;
}

/**
 * The name of a program that shares a terminal with the shell that leads its session: the one in the foreground, else one in the background or stopped, all of which the
 * terminal takes with it when it closes. Null for a shell that waits at its prompt. `proc` is where the kernel shows processes.
 */
export function programBeside(shell: number, proc = '/proc'): string | null {
  const leader = readProcess(proc, String(shell));
  if (!leader) return null;
  const others = list(proc).flatMap((pid) => {
    const found = pid === String(shell) ? undefined : readProcess(proc, pid);
    return found && found.session === leader.session && found.state !== 'Z' ? [found] : [];
  });
  const program = others.find(({ group }) => group === leader.foreground) ?? others[0];
  return program?.name.slice(0, 64) ?? null;
}

function list(proc: string): string[] {
  try {
    return readdirSync(proc).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

// `pid (name) state parent group session terminal foreground …`; the name may hold anything, brackets too.
function readProcess(proc: string, pid: string): Process | undefined {
  let stat: string;
  try {
    stat = readFileSync(`${proc}/${pid}/stat`, 'utf8');
  } catch {
    // It ended meanwhile.
    return undefined;
  }
  const close = stat.lastIndexOf(')');
  const name = stat.slice(stat.indexOf('(') + 1, close);
  const [state = '', , group, session, , foreground] = stat.slice(close + 2).split(' ');
  return { name, state, group: Number(group), session: Number(session), foreground: Number(foreground) };
}
