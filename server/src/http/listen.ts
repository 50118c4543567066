import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf, CourseError } from '@drydock/model';
import type { FastifyInstance } from 'fastify';

/** Rejects with `port_taken` before anything was started; a later taker is still caught by `listen`. */
export async function assertPortFree(host: string, port: number): Promise<void> {
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

/** Listens, or says in our words why not. Returns the port, which the system chooses for 0. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw toListenError(error, host, port);
  }
  const bound = app.server.address();
  return typeof bound === 'object' && bound ? bound.port : port;
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

/** The address that a browser on this machine opens. */
export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
