import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { run } from '../process/run.ts';

/** Where Docker's API listens: what node:http connects to, and the address as Docker's settings write it. */
export interface DockerEndpoint {
  readonly address: string;
  readonly target: { readonly socketPath: string } | { readonly host: string; readonly port: number };
}

const Context = z.object({ Host: z.string() });

/** Reads an address of `docker context inspect`; `host_not_ready` for one that is not reached by a plain connection. */
export function parseEndpoint(address: string): DockerEndpoint {
  if (address.startsWith('unix://')) return { address, target: { socketPath: address.slice('unix://'.length) } };
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // 2376 is the port of TLS.
  if (url && (url.protocol === 'tcp:' || url.protocol === 'http:') && url.port !== '2376')
    return { address, target: { host: url.hostname.replace(/^\[(.*)\]$/u, '$1'), port: Number(url.port || 2375) } };
  throw new CourseError(
    'host_not_ready',
    `Docker is set to ${JSON.stringify(address)}, and Drydock talks to a Docker of this machine, over its Unix socket.`,
    'Run `docker context use default` and unset DOCKER_HOST, or set DOCKER_HOST=unix:///var/run/docker.sock.',
  );
}

let known: DockerEndpoint | undefined;

/** Returns where Docker listens. Its own client is asked once, so that DOCKER_HOST, DOCKER_CONTEXT and the chosen context mean what they mean to it. */
export async function dockerEndpoint(): Promise<DockerEndpoint> {
  if (known) return known;
  const said = await run('docker', ['context', 'inspect', '--format', '{{json .Endpoints.docker}}']);
  known = parseEndpoint(Context.parse(JSON.parse(said)).Host);
  return known;
}
