import { readProcesses } from './process-table.ts';

/**
 * The name of a program that shares a terminal with the shell that leads its session: the one in the foreground, else one in the background or stopped, all of which the
 * terminal takes with it when it closes. Null for a shell that waits at its prompt. `proc` is where the kernel shows processes.
 */
export function programBeside(shell: number, proc = '/proc'): string | null {
  const all = readProcesses(proc);
  const leader = all.find(({ pid }) => pid === shell);
  if (!leader) return null;
  const others = all.filter(({ pid, session, state }) => pid !== shell && session === leader.session && state !== 'Z');
  const program = others.find(({ group }) => group === leader.foreground) ?? others[0];
  return program?.name.slice(0, 64) ?? null;
}
