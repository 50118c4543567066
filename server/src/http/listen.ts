import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { codeOf, CourseError } from '@drydock/model';
import type { FastifyInstance } from 'fastify';

/** Where a server listens: an address and a port, or a Unix socket in their place. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly socket: string | undefined;
  /** The path of everything that is served there. */
  readonly base: string;
}

/** Rejects with `port_taken` before anything was started; a later taker is still caught by `listen`. */
export async function assertFree({ host, port, socket }: Place): Promise<void> {
  if (socket !== undefined) return assertSocketFree(socket);
  if (port === 0) return;
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
  } catch (error) {
    throw toListenError(error, host, port);
  }
  probe.close();
  await once(probe, 'close');
}

/** A socket file that a killed server left is nobody's. */
async function assertSocketFree(path: string): Promise<void> {
  const trial = connect(path);
  const isTaken = await once(trial, 'connect').then(
    () => true,
    () => false,
  );
  trial.destroy();
  if (!isTaken) return;
  throw new CourseError(
    'port_taken',
    `Another program listens on ${path}.`,
    'Stop that program, or set DRYDOCK_SOCKET to another path.',
  );
}

/** Listens, or says in our words why not. Returns the address that a browser on this machine opens, for a Unix socket `unix:` and its path. */
export async function listen(app: FastifyInstance, { host, port, socket, base }: Place): Promise<string> {
  if (socket !== undefined) return listenOnSocket(app, socket);
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw toListenError(error, host, port);
  }
  const bound = app.server.address();
  return urlOf(host, typeof bound === 'object' && bound ? bound.port : port) + base;
}

/** Whoever reaches the folder of the socket may connect: the proxy is another user. */
async function listenOnSocket(app: FastifyInstance, path: string): Promise<string> {
  try {
    rmSync(path, { force: true });
    await app.listen({ path, readableAll: true, writableAll: true });
  } catch (error) {
    throw new CourseError(
      'host_not_ready',
      `This machine does not let Drydock listen on ${path} (${codeOf(error)}).`,
      'Set DRYDOCK_SOCKET to a path in a folder that this user can write.',
      { cause: error },
    );
  }
  return `unix:${path}`;
}

function toListenError(error: unknown, host: string, port: number): unknown {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') {
    return new CourseError(
      'port_taken',
      `Port ${port} on ${host} is taken by another program.`,
      `Stop that program, or choose another port: npm start -- --port ${port < 65_535 ? port + 1 : 8080}.`,
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CourseError(
      'host_not_ready',
      `This machine does not let Drydock listen on ${host}, port ${port} (${code}).`,
      'Choose a port above 1023 and an address of this machine: npm start -- --host 127.0.0.1 --port 8080.',
      { cause: error },
    );
  }
  return error;
}

function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
