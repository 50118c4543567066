import type { PtyCommand } from '../../agent/src/process/pty.ts';

/** The bash of this machine as the shell of cells, at home in a folder. */
export function bashIn(folder: string): PtyCommand {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8' };
  return { file: 'bash', args: ['--norc', '--noediting', '-i'], cwd: folder, env };
}
