import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { TerminalKind, terminalLimits, TerminalName } from '@drydock/model';
import { WebSocketServer } from 'ws';
import type { Cells } from './cells/cells.ts';
import { cellRoutes } from './cells/routes.ts';
import type { Recorder } from './recording/recorder.ts';
import { recordingRoutes } from './recording/recording-routes.ts';
import { answer, reply, type Routes } from './route.ts';
import { serveViewer } from './serve-viewer.ts';
import type { Workspace } from './workspace.ts';

/** A listening agent. */
export interface Agent {
  /** Closes the socket and hangs every shell up. */
  end(): Promise<void>;
}

/**
 * Listens on the Unix socket (mode 0660, group `gid` when given): `GET /healthz`, terminals (`GET` and `DELETE /terminals`, and a WebSocket per viewer at
 * `/terminals/<name>?kind=<kind>`), recordings (`recording-routes.ts`) and cells (`cells/routes.ts`). Whoever can open the socket is the relay.
 */
export async function startAgent(options: {
  socketPath: string;
  gid?: number;
  workspace: Workspace;
  recorder: Recorder;
  recordings: string;
  cells: Cells;
  log: (message: string) => void;
}): Promise<Agent> {
  const { workspace, recorder, cells, socketPath } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 2 * terminalLimits.inputFrameBytes,
    perMessageDeflate: false,
  });
  const routes: Routes = {
    'GET /healthz': ({ response }) => reply(response, 200, { ok: true }),
    'GET /terminals': ({ response }) => reply(response, 200, workspace.list()),
    'DELETE /terminals/*': ({ names: [name = ''], response }) => reply(response, workspace.close(name) ? 200 : 404, {}),
    ...recordingRoutes(workspace, recorder, options.recordings),
    ...cellRoutes(cells),
  };
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      options.log(`${request.method} ${request.url}: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else reply(response, 500, { message: String(error) });
    });
  });

  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://agent');
    const name = TerminalName.safeParse(url.pathname.match(/^\/terminals\/([^/]+)$/)?.[1]);
    const kind = TerminalKind.safeParse(url.searchParams.get('kind') ?? 'workspace');
    if (!name.success || !kind.success) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (peer) =>
      serveViewer(peer, { workspace, name: name.data, kind: kind.data, log: options.log }),
    );
  });

  await mkdir(dirname(socketPath), { recursive: true, mode: 0o750 });
  await removeStale(socketPath);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o660);
  if (options.gid !== undefined) await chown(socketPath, 0, options.gid);

  return {
    async end() {
      workspace.closeAll();
      cells.end();
      for (const peer of sockets.clients) peer.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A socket file that a killed agent left is removed; one that answers is not. */
async function removeStale(path: string): Promise<void> {
  const isAnswered = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
  if (isAnswered) throw new Error(`another agent listens on ${path}`);
  await rm(path, { force: true });
}
