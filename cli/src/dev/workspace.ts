import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { recordingLimits } from '@drydock/model';
import { createRecorder, createScreen, createWorkspace, startAgent, type Agent } from '@drydock/terminal/agent';
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
        PATH: '/usr/local/bin:/usr/bin:/bin',
        HOME: home,
        LANG: 'C.UTF-8',
        LANGUAGE: language,
        TERM: 'xterm-256color',
        PS1: `\\[\\e[32m\\]${kind === 'node' ? 'node' : 'student'}\\[\\e[0m\\] (simulated) \\w $ `,
      },
    }),
    openScreen: createScreen,
    recorder,
  });
  return startAgent({ socketPath, workspace, recorder, recordings, log: () => undefined });
}
