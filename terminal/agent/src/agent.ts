import { createReadStream } from 'node:fs';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TerminalKind, terminalLimits, TerminalName, TerminalRecording } from '@drydock/model';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { serveViewer } from './serve-viewer.ts';
import type { Recorder } from './recorder.ts';
import type { Workspace } from './workspace.ts';

/** A listening agent. */
export interface Agent {
  /** Closes the socket and hangs every shell up. */
  end(): Promise<void>;
}

const Label = z.string().min(1).max(200);
const Marker = z.strictObject({ label: Label });
const RecordingOrder = z.strictObject({ ...TerminalRecording.shape, opening: Label.optional() });
const mostBodyBytes = 4096;

/**
 * Listens on the Unix socket (mode 0660, group `gid` when given): `GET /healthz`, `GET /terminals`, `DELETE /terminals/<name>`, `PUT /recording`, `POST /markers`,
 * `GET /recordings`, `GET /recordings/<file>?from=<byte>`, and a WebSocket per viewer at `/terminals/<name>?kind=<kind>`. Whoever can open the socket is the relay.
 */
export async function startAgent(options: {
  socketPath: string;
  gid?: number;
  workspace: Workspace;
  recorder: Recorder;
  recordings: string;
  log: (message: string) => void;
}): Promise<Agent> {
  const { workspace, recorder, socketPath } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 2 * terminalLimits.inputFrameBytes,
    perMessageDeflate: false,
  });
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.log(`${request.method} ${request.url}: ${String(error)}`);
      reply(response, 500, { message: String(error) });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent');
    const [, noun, name] = pathname.split('/');
    switch (`${request.method} /${noun}${name ? '/*' : ''}`) {
      case 'GET /healthz':
        return reply(response, 200, { ok: true });
      case 'GET /terminals':
        return reply(response, 200, workspace.list());
      case 'DELETE /terminals/*':
        return reply(response, workspace.close(name ?? '') ? 200 : 404, {});
      case 'PUT /recording':
        return record(RecordingOrder.parse(await body(request)), response);
      case 'POST /markers':
        recorder.mark(Marker.parse(await body(request)).label);
        return reply(response, 200, {});
      case 'GET /recordings':
        return reply(response, 200, recorder.list());
      case 'GET /recordings/*': {
        const found = recorder.list().find(({ file }) => file === name);
        if (!found) return reply(response, 404, {});
        const start = z.coerce
          .number()
          .int()
          .nonnegative()
          .parse(searchParams.get('from') ?? 0);
        response.writeHead(200, { 'content-type': 'application/x-asciicast' });
        // A recording only grows: what was there when it was listed is what is sent, whatever comes meanwhile.
        if (start >= found.bytes) return void response.end();
        return pipeline(
          createReadStream(join(options.recordings, found.file), { start, end: found.bytes - 1 }),
          response,
        );
      }
      default:
        return reply(response, 404, { message: `${request.method} ${pathname} is not known` });
    }
  }

  function record({ opening, ...setting }: z.infer<typeof RecordingOrder>, response: ServerResponse): void {
    workspace.record(setting, opening);
    reply(response, 200, recorder.setting);
  }

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
      for (const peer of sockets.clients) peer.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > mostBodyBytes) throw new Error(`a body of more than ${mostBodyBytes} bytes`);
  }
  return JSON.parse(text);
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
