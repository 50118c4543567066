import { join } from 'node:path';
import { docker, run, startStep, tryRun } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import type { SandboxSpec } from '../../driver.ts';
import { writeAuditPolicy } from './audit.ts';
import { kindConfig, serviceSubnet } from './config.ts';
import { clusterName, containerName, nodeParts } from './names.ts';
import { onNode } from './on-node.ts';
import { keyDirectory, type KindSettings } from './options.ts';
import { kindEnvironment } from './proxy.ts';

interface ClusterRun {
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
  readonly onGroup: (group: number) => void;
}

/** The lines kind writes on stderr when it begins a phase, and the steps they are to us. */
const phases: readonly { pattern: RegExp; id: string; title: string }[] = [
  { pattern: /Preparing nodes/u, id: 'nodes', title: 'Starting the nodes' },
  { pattern: /Starting control-plane/u, id: 'control-plane', title: 'Starting the control plane' },
  { pattern: /Installing CNI/u, id: 'pod-network', title: 'Connecting Pods' },
  { pattern: /Installing StorageClass/u, id: 'storage', title: 'Adding storage and metrics' },
  { pattern: /Joining worker nodes/u, id: 'workers', title: 'Joining the workers' },
];

/** Runs `kind create cluster` on the sandbox's own network; kind's phases become steps. Does not wait for readiness. */
export async function createCluster(
  settings: KindSettings,
  spec: SandboxSpec,
  { signal, onStep, onGroup }: ClusterRun,
): Promise<void> {
  let end: ReturnType<typeof startStep> | undefined;
  let refusing: Promise<void> = Promise.resolve();
  const onLine = (line: string) => {
    const phase = line.includes(' • ') && phases.find(({ pattern }) => pattern.test(line));
    if (!phase) return;
    end?.('done');
    end = startStep(onStep, phase.id, phase.title);
    if (phase.id !== 'control-plane') return;
    refusing = refuseEarlyTraffic(spec, signal);
    refusing.catch(() => undefined); // It is awaited below, perhaps after it has failed.
  };
  const name = clusterName(spec.id);
  const kubeconfig = join(keyDirectory(settings, spec.id), 'kind.yaml');
  const args = [
    'create',
    'cluster',
    '--name',
    name,
    '--image',
    settings.images.node,
    '--config',
    '-',
    '--kubeconfig',
    kubeconfig,
  ];
  const auditPolicy = await writeAuditPolicy(settings, spec.id);
  try {
    await run('kind', args, {
      signal,
      input: kindConfig(spec.profile, { patches: settings.kubeadm.patches, auditPolicy }),
      env: {
        ...(await kindEnvironment(settings, spec.id)),
        KIND_EXPERIMENTAL_DOCKER_NETWORK: name,
        KIND_EXPERIMENTAL_PROVIDER: 'docker',
      },
      timeoutMs: settings.createTimeoutMs,
      onLine,
      onGroup,
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
async function refuseEarlyTraffic(spec: SandboxSpec, signal: AbortSignal): Promise<void> {
  const script = `for chain in FORWARD OUTPUT; do iptables -w -A $chain -d ${serviceSubnet} -j REJECT; done`;
  const nodes = nodeParts(spec.profile).map((part) => containerName(spec.id, part));
  await Promise.all(nodes.map((node) => docker(onNode(node, ['bash', '-c', script]), { signal })));
}

/** How long a node may take to be Ready before its kubelet is started anew (s): it takes 5 on an idle machine, and starting it anew costs nothing. */
const nudgeSeconds = 45;

/** Resolves when every node is Ready, Pods can be made in `default`, and CoreDNS answers. */
export async function clusterReady(settings: KindSettings, spec: SandboxSpec, signal: AbortSignal): Promise<void> {
  const nodes = nodeParts(spec.profile).map((part) => containerName(spec.id, part));
  const timeout = `--timeout=${Math.ceil(settings.createTimeoutMs / 1000)}s`;
  const script = [
    'set -e',
    'export KUBECONFIG=/etc/kubernetes/admin.conf',
    ...nodes.map((node) => `kubectl wait ${timeout} --for=create node/${node}`),
    // The kubelet of a lone node reports at its start only (config.ts). On a busy machine that may be before it is ready, and it would never say so again.
    `until kubectl wait --timeout=${nudgeSeconds}s --for=condition=Ready node --all; do`,
    spec.profile === 'one-node' ? '  systemctl restart kubelet' : '  true',
    'done',
    `kubectl wait ${timeout} --for=create serviceaccount/default --namespace default`,
    `kubectl wait ${timeout} --for=condition=Available deployment/coredns --namespace kube-system`,
  ];
  const controlPlane = containerName(spec.id, 'control-plane');
  await docker(onNode(controlPlane, ['bash', '-c', script.join('\n')]), {
    signal,
    timeoutMs: settings.createTimeoutMs,
  });
}

/** Keeps a runaway Pod from taking the whole machine. */
export async function limitNodes(settings: KindSettings, spec: SandboxSpec): Promise<void> {
  const { memoryBytes, processes } = settings.nodeLimits;
  const nodes = nodeParts(spec.profile).map((part) => containerName(spec.id, part));
  await docker([
    'update',
    '--memory',
    `${memoryBytes}`,
    '--memory-swap',
    `${memoryBytes}`,
    '--pids-limit',
    `${processes}`,
    ...nodes,
  ]);
}

/** Resolves when metrics-server and every other Pod of the system is ready, or when time is up. */
export async function clusterSettled(id: string, options: { signal: AbortSignal; withinMs: number }): Promise<void> {
  const timeout = `--timeout=${Math.ceil(options.withinMs / 1000)}s`;
  const script = [
    'export KUBECONFIG=/etc/kubernetes/admin.conf',
    `kubectl wait ${timeout} --for=condition=Available apiservice/v1beta1.metrics.k8s.io`,
    `kubectl wait ${timeout} --for=condition=Ready pod --all --all-namespaces`,
  ];
  const argv = ['timeout', `${options.withinMs / 1000}`, 'bash', '-c', script.join('\n')];
  const args = onNode(containerName(id, 'control-plane'), argv);
  await tryRun('docker', args, { signal: options.signal, timeoutMs: options.withinMs + 5000 });
}
