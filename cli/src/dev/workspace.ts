import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { recordingLimits } from '@drydock/model';
import {
  createCells,
  createRecorder,
  createScreen,
  createWorkspace,
  startAgent,
  type Agent,
} from '@drydock/terminal/agent';
import { spawnHostPty } from './host-pty.ts';

/** Starts the product's own terminal agent on `socketPath`, with shells of this machine in an empty home folder. */
export async function startDevWorkspace(socketPath: string, folder: string): Promise<Agent> {
  const home = await mkdtemp(join(folder, 'home-'));
  const recordings = join(home, '.recordings');
  const recorder = createRecorder({ directory: recordings, mostBytes: recordingLimits.fileBytes });
  const workspace = createWorkspace({
    spawn: spawnHostPty,
    shell: (kind, language) => ({
      file: 'bash',
      args: ['--norc', '-i'],
      cwd: home,
      env: {
        ...environmentIn(home),
        LANGUAGE: language,
        PS1: `\\[\\e[32m\\]${kind === 'node' ? 'node' : 'student'}\\[\\e[0m\\] (simulated) \\w $ `,
      },
    }),
    openScreen: createScreen,
    recorder,
  });
  const log = () => undefined;
  const cells = createCells({
    command: { file: 'bash', args: ['--norc', '--noediting', '-i'], cwd: home, env: environmentIn(home) },
    directory: join(home, '.cells'),
    log,
  });
  return startAgent({ socketPath, workspace, recorder, recordings, cells, log });
}

function environmentIn(home: string): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
}
