import { join } from 'node:path';
import { run, startStep } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { ClusterOrder } from '../docker/cluster-maker.ts';
import { onNode } from '../docker/inside/on-node.ts';
import { containerName } from '../docker/names.ts';
import { kindConfig, serviceSubnet } from './config.ts';

/** The lines kind writes on stderr when it begins a phase, and the steps they are to us. */
const phases: readonly { pattern: RegExp; id: string; title: string }[] = [
  { pattern: /Preparing nodes/u, id: 'nodes', title: 'Starting the nodes' },
  { pattern: /Starting control-plane/u, id: 'control-plane', title: 'Starting the control plane' },
  { pattern: /Installing CNI/u, id: 'pod-network', title: 'Connecting Pods' },
  { pattern: /Installing StorageClass/u, id: 'storage', title: 'Adding storage and metrics' },
  { pattern: /Joining worker nodes/u, id: 'workers', title: 'Joining the workers' },
];

/** Runs `kind create cluster` on the sandbox's own network; kind's phases become steps. Does not wait for readiness. */
export async function createCluster(order: ClusterOrder, patches: readonly string[]): Promise<void> {
  const { name, profile, auditPolicy, signal, onStep } = order;
  let end: ReturnType<typeof startStep> | undefined;
  let refusing: Promise<void> = Promise.resolve();
  const onLine = (line: string) => {
    const phase = line.includes(' • ') && phases.find(({ pattern }) => pattern.test(line));
    if (!phase) return;
    end?.('done');
    end = startStep(onStep, phase.id, phase.title);
    if (phase.id !== 'control-plane') return;
    refusing = refuseEarlyTraffic(order);
    refusing.catch(() => undefined); // It is awaited below, perhaps after it has failed.
  };
  const kubeconfig = join(order.folder, 'kind.yaml');
  const args = [
    'create',
    'cluster',
    '--name',
    name,
    '--image',
    order.nodeImage,
    '--config',
    '-',
    '--kubeconfig',
    kubeconfig,
  ];
  try {
    await run('kind', args, {
      signal,
      input: kindConfig(profile, { patches, auditPolicy }),
      env: {
        ...order.environment,
        KIND_EXPERIMENTAL_DOCKER_NETWORK: name,
        KIND_EXPERIMENTAL_PROVIDER: 'docker',
      },
      timeoutMs: order.timeoutMs,
      onLine,
      onGroup: order.onGroup,
    });
    await refusing;
    end?.('done');
  } catch (error) {
    end?.('failed');
    throw error;
  }
}

/**
 * Has the nodes refuse packets to Services that kube-proxy has not translated. Until it has its rules they would leave the node unanswered, and Linux remembers
 * the flow as it was: CoreDNS and metrics-server would wait 30 s for their first connection. Refused, they ask again at once.
 */
async function refuseEarlyTraffic({ id, profile, signal }: ClusterOrder): Promise<void> {
  const script = `for chain in FORWARD OUTPUT; do iptables -w -A $chain -d ${serviceSubnet} -j REJECT; done`;
  const nodes = profileShape[profile].nodes.map((part) => containerName(id, part));
  await Promise.all(nodes.map((node) => onNode(node, ['bash', '-c', script], { signal })));
}
