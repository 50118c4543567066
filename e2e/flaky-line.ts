import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { canBeApart, doorToLine } from './apart/doors.ts';
import { joinSockets } from './apart/join-sockets.ts';

/** A line to a server that can be cut: what a browser sees of a network that went away. */
export interface FlakyLine extends AsyncDisposable {
  /** The address a browser uses instead of the server's own. */
  readonly address: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  repair(): void;
  /** Resolves when this many connections were refused since the cut. */
  refused(count: number): Promise<void>;
}

/** Listens where the browser of this run can reach it and passes everything on to `target`. */
export async function flakyLine(target: string): Promise<FlakyLine> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let [isCut, refusals] = [false, 0];
  const server = createServer((near) => {
    if (isCut) {
      refusals += 1;
      server.emit('refused');
      return void near.destroy();
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    joinSockets(near, far);
    return undefined;
  });
  const door = canBeApart() ? doorToLine(target) : undefined;
  server.listen(door ? { path: door.path } : { port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const bound = server.address();
  const linePort = door?.port ?? (typeof bound === 'object' ? bound?.port : undefined);
  if (linePort === undefined) throw new Error('the line has no port');
  const cutAll = () => open.forEach((socket) => socket.destroy());
  return {
    address: `http://127.0.0.1:${linePort}`,
    cut() {
      [isCut, refusals] = [true, 0];
      cutAll();
    },
    repair() {
      isCut = false;
    },
    async refused(count) {
      while (refusals < count) await once(server, 'refused');
    },
    async [Symbol.asyncDispose]() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
