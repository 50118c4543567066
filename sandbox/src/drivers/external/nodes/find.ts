import { askDocker, demandDocker, tryDockerExec } from '@drydock/host';
import type { CourseError } from '@drydock/model';
import { z } from 'zod';
import type { Cancellable } from '../../../driver.ts';
import type { LentCluster } from '../cluster/open.ts';
import { fail } from '../text/fail.ts';
import type { NodeContainer } from './node-container.ts';
import { missingTool } from './scripts.ts';

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

const Nodes = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
      status: z.object({
        addresses: z.array(z.object({ type: z.string(), address: z.string() })).default([]),
        nodeInfo: z.object({ machineID: z.string() }),
      }),
    }),
  ),
});
type Node = z.output<typeof Nodes>['items'][number];

const Containers = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })).nullable() }),
  }),
);
export type Containers = z.output<typeof Containers>;

/** The nodes of a cluster that are containers of this Docker, the control plane's first, and what keeps the others from being entered. */
export interface FoundNodes {
  readonly nodes: readonly NodeContainer[];
  readonly problems: readonly CourseError[];
}

/**
 * Finds the containers of the cluster's nodes, as kind and minikube make them. A node is a container only if that has its name, its internal address and its machine id: a cluster
 * elsewhere may have a node of the same name. Changes nothing.
 */
export async function findNodes(lent: LentCluster, { signal }: Cancellable = {}): Promise<FoundNodes> {
  const context = lent.context.name;
  const asked = { command: ['docker', 'ps'], method: 'GET', path: '/containers/json' } as const;
  const [{ body }, listed] = await Promise.all([
    lent.ask('/api/v1/nodes', { signal }),
    demandDocker(asked, { ...(signal && { signal }) }),
  ]);
  const containers = Containers.parse(listed);
  const found = await Promise.all(
    Nodes.parse(body)
      .items.toSorted(byRole)
      .map((node) => look(context, node, containers, signal)),
  );
  return {
    nodes: found.flatMap((each) => ('container' in each ? [each] : [])),
    problems: found.flatMap((each) => ('container' in each ? [] : [each])),
  };
}

/** Returns the container of this name that has the address, and the network in which it has it. */
export function containerOf(
  containers: Containers,
  name: string,
  addresses: readonly string[],
): Pick<NodeContainer, 'container' | 'network'> | undefined {
  const own = containers.find(({ Names }) => Names.includes(`/${name}`));
  const networks = Object.entries(own?.NetworkSettings.Networks ?? {});
  const [network] = networks.find(([, { IPAddress }]) => addresses.includes(IPAddress)) ?? [];
  return own && network !== undefined ? { container: own.Id, network } : undefined;
}

async function look(
  context: string,
  { metadata: { name }, status }: Node,
  containers: Containers,
  signal: AbortSignal | undefined,
): Promise<NodeContainer | CourseError> {
  const addresses = status.addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
  const found = containerOf(containers, name, addresses);
  if (!found) return fail('host_not_ready', (text) => text.nodeElsewhere(context, name));
  const tools = await tryDockerExec(found.container, ['sh', '-c', missingTool], { signal, timeoutMs: 20_000 });
  const [machine = '', missing = ''] = tools.stdout.split('\n');
  if (machine !== status.nodeInfo.machineID) return fail('host_not_ready', (text) => text.nodeElsewhere(context, name));
  if (missing !== '') return fail('host_not_ready', (text) => text.nodeWithoutTool(context, name, missing));
  return { name, ...found };
}

function byRole(one: Node, other: Node): number {
  const rank = ({ metadata }: Node): number => (metadata.labels[controlPlaneLabel] === undefined ? 1 : 0);
  return rank(one) - rank(other) || one.metadata.name.localeCompare(other.metadata.name);
}

const Inspection = z.object({
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
});

/** Returns where this host reaches the node: the address of its container. */
export async function addressOf({ container, network }: NodeContainer, { signal }: Cancellable = {}): Promise<string> {
  const command = ['docker', 'inspect', container];
  const read = await demandDocker(
    { command, method: 'GET', path: `/containers/${container}/json` },
    { ...(signal && { signal }) },
  );
  return Inspection.parse(read).NetworkSettings.Networks[network]?.IPAddress ?? '';
}

/** Whether the container of a node is still there: one that was deleted took all with it. */
export async function isNodeThere({ container }: NodeContainer): Promise<boolean> {
  const asked = {
    command: ['docker', 'inspect', container],
    method: 'GET',
    path: `/containers/${container}/json`,
  } as const;
  return (await askDocker(asked)).status !== 404;
}
