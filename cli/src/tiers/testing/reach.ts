import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Sandbox } from '@drydock/sandbox';
import { student } from './ground.ts';

/** What came of a connection: `open`, `refused` by who is there, `forbidden` by a rule on the way, or `silent`, where Linux has sent too many refusals of a rule lately. */
export type Reached = 'open' | 'refused' | 'forbidden' | 'silent';

/** Tries TCP connections out of a workspace, side by side; each gets five seconds. */
export async function reach(sandbox: Sandbox, targets: readonly string[]): Promise<Readonly<Record<string, Reached>>> {
  const tried = targets.map((target) => {
    const [, host = '', port = ''] = /^(.*):(\d+)$/u.exec(target) ?? [];
    // One line in one write: they end side by side.
    return `{ said=$(timeout 5 bash -c 'echo >/dev/tcp/${host}/${port}' 2>&1); exit=$?; printf '%s %s %s\\n' '${target}' $exit "\${said//$'\\n'/ }"; } &`;
  });
  const { text } = await student(sandbox, `${tried.join('\n')}\nwait`);
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [target = '', exit] = line.split(' ');
        return [target, reachedOf(Number(exit), line)];
      }),
  );
}

function reachedOf(exit: number, said: string): Reached {
  if (exit === 0) return 'open';
  if (/refused/iu.test(said)) return 'refused';
  return /No route to host|unreachable|Permission denied/iu.test(said) ? 'forbidden' : 'silent';
}

/** Listens on every address of this machine, as a service of its operator might. */
export async function listenEverywhere(): Promise<{ readonly port: number } & AsyncDisposable> {
  const server: Server = createServer((socket) => socket.destroy());
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '0.0.0.0', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

/** The addresses of this machine, IPv4, but for loopback. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

/** The address that this machine has on the network of a node. */
export function gatewayOf(node: string): string {
  const [a, b, c, d] = node.split('.').map(Number);
  return [a, b, c, ((d ?? 0) & 0xf0) + 1].join('.');
}
