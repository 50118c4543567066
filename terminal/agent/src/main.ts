import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { recordingLimits } from '@drydock/model';
import { startAgent } from './agent.ts';
import { createCells } from './cells/cells.ts';
import { createPtySpawner } from './process/pty.ts';
import { createRecorder } from './recording/recorder.ts';
import { createScreenThread, runScreenThread } from './screen/screen-thread.ts';
import { createCellShell, createStudentShell } from './process/shell.ts';
import { createWorkspace } from './workspace.ts';

/**
 * The agent of a workspace: `main.js [--socket PATH] [--recordings DIRECTORY] [--cells DIRECTORY] [--gid GID] [--node-pty DIRECTORY]`, or the same as DRYDOCK_AGENT_SOCKET,
 * DRYDOCK_RECORDINGS, DRYDOCK_AGENT_GID. `--gid`: the group that may open the socket; `--cells`: a folder for the pipes of cells. SIGTERM hangs the shells up and ends it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      socket: { type: 'string', default: process.env['DRYDOCK_AGENT_SOCKET'] ?? '/run/drydock/agent.sock' },
      recordings: { type: 'string', default: process.env['DRYDOCK_RECORDINGS'] ?? '' },
      cells: { type: 'string', default: '/run/cells' },
      gid: { type: 'string', default: process.env['DRYDOCK_AGENT_GID'] ?? '' },
      'node-pty': { type: 'string', default: 'node-pty' },
    },
  });
  const log = (message: string) => console.error(`${new Date().toISOString()} ${message}`);
  const recordings = values.recordings || join(dirname(values.socket), 'recordings');
  const entry = process.argv[1] ?? '';
  const nodePty: typeof import('node-pty') = createRequire(entry)(values['node-pty']);
  const mostBytes = Number(process.env['DRYDOCK_RECORDING_BYTES'] ?? '') || recordingLimits.fileBytes;
  const recorder = createRecorder({ directory: recordings, mostBytes });
  const screens = createScreenThread(entry);
  const workspace = createWorkspace({
    spawn: createPtySpawner(nodePty),
    shell: createStudentShell(process.env),
    openScreen: (cols, rows) => screens.open(cols, rows),
    recorder,
  });
  const cells = createCells({ command: createCellShell(process.env), directory: values.cells, log });
  const agent = await startAgent({
    socketPath: values.socket,
    ...(values.gid ? { gid: Number(values.gid) } : {}),
    workspace,
    recorder,
    recordings,
    cells,
    log,
  });
  log(`listening on ${values.socket}`);
  const end = () => {
    void agent
      .end()
      .then(() => screens.end())
      .then(() => process.exit(0));
  };
  // One terminal's trouble must not take the other shells with it.
  process.on('uncaughtException', (error) => log(error.stack ?? error.message));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

if (!isMainThread) runScreenThread();
else
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
