import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinSockets } from './join-sockets.ts';

/** A way out of the browser's own network: a port there, a socket file here. */
export interface Door {
  readonly port: number;
  readonly path: string;
}

/** The folder with the socket files of this run: named by the first process that asks, told to the others in the environment, made by `openDoors`. */
function folder(): string {
  return (process.env['DRYDOCK_DOORS'] ??= join(tmpdir(), `drydock-doors-${randomUUID()}`));
}

/** Whether this user may give a process a network of its own, as chromium.sh does. */
export function canBeApart(): boolean {
  const needed = 'ip link set lo up; ip link add near0 type veth peer name far0';
  process.env['DRYDOCK_APART'] ??= String(spawnSync('unshare', ['--net', 'sh', '-ec', needed]).status === 0);
  return process.env['DRYDOCK_APART'] === 'true';
}

/** The environment with which chromium.sh starts this program, before the Drydocks at these addresses. */
export function apartEnvironment(browser: string, addresses: readonly string[]): Record<string, string> {
  const ports = addresses.flatMap((address) => [doorTo(address).port, doorToLine(address).port]);
  return {
    DRYDOCK_PORTS: ports.join(','),
    DRYDOCK_BROWSER: browser,
    DRYDOCK_DOORS: folder(),
    DRYDOCK_INSIDE: join(import.meta.dirname, 'inside.ts'),
    DRYDOCK_NODE: process.execPath,
  };
}

/** The door to the Drydock at this address; its port is the same on both sides. */
export function doorTo(address: string): Door {
  const { port } = new URL(address);
  return { port: Number(port), path: join(folder(), port) };
}

/** The door to the line beside it that a test can cut. No port of this machine is taken for it. */
export function doorToLine(address: string): Door {
  const port = doorTo(address).port - 1;
  return { port, path: join(folder(), String(port)) };
}

/** Opens the doors to these addresses; closes them and removes the folder when disposed. */
export async function openDoors(addresses: readonly string[]): Promise<AsyncDisposable> {
  await mkdir(folder(), { mode: 0o700 });
  const servers = addresses.map((address) => listen(doorTo(address)));
  return {
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.close();
      await rm(folder(), { recursive: true, force: true });
    },
  };
}

function listen({ port, path }: Door): Server {
  return createServer((near) => joinSockets(near, connect(port, '127.0.0.1'))).listen(path);
}
