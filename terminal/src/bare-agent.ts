import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { startAgent } from '../agent/src/agent.ts';
import { createPtySpawner } from '../agent/src/pty.ts';
import { createRecorder } from '../agent/src/recorder.ts';
import { createScreenThread, runScreenThread } from '../agent/src/screen-thread.ts';
import { createWorkspace } from '../agent/src/workspace.ts';

/** An agent outside a workspace, with a plain bash of whoever starts it: for working on the agent without an image. `--socket PATH --node-pty DIRECTORY`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { socket: { type: 'string' }, 'node-pty': { type: 'string' } } });
  const { socket = '', 'node-pty': nodePtyPath = 'node-pty' } = values;
  const entry = process.argv[1] ?? '';
  const nodePty = createRequire(entry)(nodePtyPath) as Parameters<typeof createPtySpawner>[0];
  const recordings = join(socket, '..', 'recordings');
  const recorder = createRecorder({ directory: recordings, mostBytes: 16 * 1024 * 1024 });
  const screens = createScreenThread(entry);
  const workspace = createWorkspace({
    spawn: createPtySpawner(nodePty),
    shell: () => ({
      file: 'bash',
      args: ['--norc'],
      cwd: '/tmp',
      env: { PATH: '/usr/bin:/bin', TERM: 'xterm-256color', PS1: '$ ', LANG: 'C.UTF-8', HOME: '/tmp' },
    }),
    openScreen: (cols, rows) => screens.open(cols, rows),
    recorder,
  });
  const agent = await startAgent({ socketPath: socket, workspace, recorder, recordings, log: console.error });
  console.error('listening');
  process.once('SIGTERM', () => void agent.end().then(() => process.exit(0)));
}

if (!isMainThread) runScreenThread();
else
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
