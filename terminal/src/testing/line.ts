import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dialSocket } from '@drydock/host';
import { WebSocket } from 'ws';
import { startAgent } from '../../agent/src/agent.ts';
import { createCells } from '../../agent/src/cells/cells.ts';
import { bashIn } from './bash.ts';
import { createFakePtys } from './fake-pty.ts';
import { createRecorder } from '../../agent/src/recording/recorder.ts';
import { createScreen } from '../../agent/src/screen/screen.ts';
import { createWorkspace } from '../../agent/src/workspace.ts';
import { openViewer } from './node-viewer.ts';
import { startRelayServer } from './relay-server.ts';

/** All between fake shells and a page: an agent in a folder of its own, a relay (`server`, which a test may put another in the place of), and viewers. */
export async function openTestLine() {
  const directory = await mkdtemp(join(tmpdir(), 'drydock-relay-'));
  const socketPath = join(directory, 'agent.sock');
  const dial = dialSocket(socketPath);
  const stopping: (() => unknown)[] = [];
  const { spawn, spawned: ptys } = createFakePtys();
  const recordings = join(directory, 'recordings');
  const recorder = createRecorder({ directory: recordings, mostBytes: 100_000 });
  const workspace = createWorkspace({
    spawn,
    shell: (kind) => ({ file: kind, args: [], cwd: '/', env: {} }),
    openScreen: createScreen,
    recorder,
  });
  const log = () => undefined;
  const cells = createCells({ command: bashIn(directory), directory: join(directory, 'cells'), log });
  const agent = await startAgent({ socketPath, workspace, recorder, recordings, cells, log });
  const grant = (terminal = 'shell-1', attempt = 'attempt-1') =>
    ({ user: 'student', attempt, terminal, kind: 'workspace', agent: dial }) as const;
  /** A viewer that stops with the line. */
  const view = (options: Parameters<typeof openViewer>[0]) => {
    const viewer = openViewer(options);
    stopping.push(() => viewer.stop());
    return viewer;
  };
  return {
    directory,
    socketPath,
    dial,
    ptys,
    server: await startRelayServer(),
    grant,
    view,
    pty(index = 0) {
      const found = ptys[index];
      if (!found) throw new Error(`shell ${index} was not started`);
      return found;
    },
    /** A viewer and all it has seen. */
    open(terminal?: string, attempt?: string) {
      let text = '';
      const viewer = view({
        url: () => this.server.url(grant(terminal, attempt)),
        onBytes: (bytes) => (text += Buffer.from(bytes).toString()),
      });
      return Object.assign(viewer, {
        text: () => text,
        live: () => viewer.until(() => viewer.client.phase === 'live'),
      });
    },
    /** A socket that is past its hello; what closes it is in `closed`. */
    async openRaw(terminal?: string) {
      const socket = new WebSocket(this.server.url(grant(terminal)));
      stopping.push(() => socket.terminate());
      const closed = once(socket, 'close').then(([code]) => code as number);
      await once(socket, 'open');
      const viewer = `raw-${Math.random().toString(36).slice(2).padEnd(16, '0')}`;
      const welcomed = once(socket, 'message');
      socket.send(JSON.stringify({ type: 'hello', protocol: 2, viewer, cols: 80, rows: 24, resume: null }));
      await welcomed;
      return { socket, closed };
    },
    /** Ends the agent, as its workspace does. */
    end: () => agent.end(),
    async [Symbol.asyncDispose]() {
      for (const stop of stopping) stop();
      await this.server.kill();
      await agent.end();
      await rm(directory, { recursive: true });
    },
  };
}

/** The answer to an upgrade that is refused. */
export async function refusal(url: string): Promise<{ status: number; body: unknown }> {
  const socket = new WebSocket(url);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, body: JSON.parse(text) };
}
