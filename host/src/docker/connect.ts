import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { dockerUnavailable } from '../process/run-errors.ts';
import { dockerEndpoint, type DockerEndpoint } from './endpoint.ts';

/** One request to Docker's API. */
export interface DockerRequest {
  /** The command of Docker's client that does the same: errors name it. */
  readonly command: readonly string[];
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the version: `/containers/json`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object | undefined;
  /** Asks for a raw stream in both directions. */
  readonly upgrades?: boolean;
}

/** What came back before its body was read; `socket` where the request was upgraded. */
export interface DockerResponse {
  readonly status: number;
  readonly message: IncomingMessage;
  readonly socket?: Duplex;
}

/** The newest version of the API that this client was written for; an older daemon gets its own. */
const newest = [1, 51] as const;
const agent = new Agent({ keepAlive: true });
const versions = new Map<string, string>();

/**
 * Sends a request and resolves with the head of its response; rejects with `docker_unavailable` when Docker is gone. The signal ends the body that is still being read as
 * well. A connection that was kept and that Docker closed meanwhile is replaced once.
 */
export async function connectDocker(asked: DockerRequest, signal: AbortSignal): Promise<DockerResponse> {
  const endpoint = await dockerEndpoint();
  const version = versions.get(endpoint.address) ?? (await readVersion(endpoint, asked.command, signal));
  const query = asked.query ? `?${new URLSearchParams(asked.query).toString()}` : '';
  return send(endpoint, { ...asked, path: `/${version}${asked.path}${query}` }, signal);
}

/** The version both sides know, from the header that every ping has. */
async function readVersion(endpoint: DockerEndpoint, command: readonly string[], signal: AbortSignal): Promise<string> {
  const { message } = await send(endpoint, { command, method: 'GET', path: '/_ping' }, signal);
  message.resume();
  const [major = 1, minor = 0] = String(message.headers['api-version'] ?? '')
    .split('.')
    .map(Number);
  const isOlder = major < newest[0] || (major === newest[0] && minor < newest[1]);
  const version = `v${isOlder ? `${major}.${minor}` : newest.join('.')}`;
  versions.set(endpoint.address, version);
  return version;
}

async function send(endpoint: DockerEndpoint, asked: DockerRequest, signal: AbortSignal): Promise<DockerResponse> {
  for (let tries = 1; ; tries++) {
    const sent = request({
      ...endpoint.target,
      agent: asked.upgrades ? false : agent,
      method: asked.method,
      path: asked.path,
      headers: {
        host: 'docker',
        ...(asked.body && { 'content-type': 'application/json' }),
        ...(asked.upgrades && { connection: 'Upgrade', upgrade: 'tcp' }),
      },
      signal,
    });
    try {
      return await responseOf(sent, asked);
    } catch (error) {
      if (signal.aborted) throw error;
      if (tries === 1 && sent.reusedSocket) continue;
      versions.delete(endpoint.address);
      throw dockerUnavailable(asked.command, wordsOf(error, endpoint));
    }
  }
}

function responseOf(sent: ClientRequest, { body }: DockerRequest): Promise<DockerResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<DockerResponse>();
  sent.on('error', reject);
  sent.on('response', (message) => resolve({ status: message.statusCode ?? 0, message }));
  sent.on('upgrade', (message, socket, head) => {
    if (head.length > 0) socket.unshift(head);
    resolve({ status: message.statusCode ?? 0, message, socket });
  });
  sent.end(body && JSON.stringify(body));
  return promise;
}

function wordsOf(error: unknown, { address }: DockerEndpoint): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM')
    return `permission denied while trying to connect to the Docker API at ${address}`;
  if (code === 'ENOENT' || code === 'ECONNREFUSED')
    return `Cannot connect to the Docker daemon at ${address}. Is the docker daemon running?`;
  return `error during connect: ${error instanceof Error ? error.message : String(error)} (${address})`;
}
