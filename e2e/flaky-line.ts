import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut: what a browser sees of a network that went away. */
export interface FlakyLine extends AsyncDisposable {
  /** The address a browser uses instead of the server's own. */
  readonly address: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Resolves when this many connections were refused since the cut. */
  refused(count: number): Promise<void>;
}

/** Listens on a free port of the loopback address and passes everything on to `target`. */
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
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the line has no port');
  const cutAll = () => open.forEach((socket) => socket.destroy());
  return {
    address: `http://127.0.0.1:${bound.port}`,
    cut() {
      [isCut, refusals] = [true, 0];
      cutAll();
    },
    mend() {
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
