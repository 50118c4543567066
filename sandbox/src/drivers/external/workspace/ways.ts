import { demandDocker } from '@drydock/host';
import { z } from 'zod';
import type { OneContext } from '../kubeconfig/one-context.ts';

/** One way for a container to the API server: through which network, by which address, and for which name its certificate is. */
export interface Way {
  readonly network?: string;
  readonly server: string;
  readonly certificateName?: string;
}

const Containers = z.array(
  z.object({
    Names: z.array(z.string()),
    Ports: z.array(z.object({ PrivatePort: z.number(), PublicPort: z.number().optional() })),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })).nullable() }),
  }),
);
export type Containers = z.output<typeof Containers>;

const ofThisMachine =
  /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|kubernetes\.docker\.internal|host\.k3d\.internal)$/u;

/** Returns the ways to try, the likeliest first. `gateway` is the address of this machine on the workspace's own network. */
export async function waysTo(context: OneContext, gateway: string): Promise<readonly Way[]> {
  const asked = { command: ['docker', 'ps'], method: 'GET', path: '/containers/json' } as const;
  return waysAmong(Containers.parse(await demandDocker(asked)), context.server, gateway);
}

/**
 * An address of this machine means something else in a container. Where a container of this Docker publishes the port, as those of kind, k3d and minikube do, the workspace
 * joins its network; a container's own address, as minikube names it, needs its network too. Otherwise the port is tried at this machine's address on the workspace's network.
 */
export function waysAmong(containers: Containers, server: URL, gateway: string): readonly Way[] {
  const { hostname, href } = server;
  const port = Number(server.port || (server.protocol === 'https:' ? 443 : 80));
  const plain = href.replace(/\/$/u, '');
  const certificateName = hostname.replaceAll(/[[\]]/gu, '');
  const at = (host: string, number: number): string => {
    const address = new URL(href);
    address.hostname = host;
    address.port = String(number);
    return address.href.replace(/\/$/u, '');
  };
  const owners = containers.flatMap(({ NetworkSettings }) =>
    Object.entries(NetworkSettings.Networks ?? {})
      .filter(([, { IPAddress }]) => IPAddress === hostname)
      .map(([network]) => ({ network, server: plain })),
  );
  if (!ofThisMachine.test(hostname)) return [...owners, { server: plain }];
  const publishers = containers.flatMap(({ Names, Ports, NetworkSettings }) => {
    const inside = Ports.find(({ PublicPort }) => PublicPort === port)?.PrivatePort;
    if (inside === undefined) return [];
    const name = (Names[0] ?? '').slice(1);
    return Object.entries(NetworkSettings.Networks ?? {})
      .filter(([network]) => network !== 'host')
      .map(([network, { IPAddress }]) => ({
        network,
        // Docker resolves names on networks that somebody made, not on its own.
        server: at(network === 'bridge' ? IPAddress : name, inside),
        certificateName,
      }));
  });
  const hosts = ['host.docker.internal', gateway].filter((host) => host !== '');
  return [...owners, ...publishers, ...hosts.map((host) => ({ server: at(host, port), certificateName }))];
}
