import { demandDocker } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { SandboxSpec } from '../../../driver.ts';
import { keepFromSwap } from '../deep/deep-freeze.ts';
import { controlPlane, nodeContainers } from '../nodes.ts';
import type { DockerSettings } from '../settings.ts';
import { onNode, tryOnNode } from './on-node.ts';

/** How long a node may take to be Ready before its kubelet is restarted (s): it takes 5 on an idle machine, and a restart costs nothing. */
const nudgeSeconds = 45;

/** Resolves when every node is there, Pods can be made in `default` and, where they have a network, every node is Ready and CoreDNS answers. */
export async function clusterReady(settings: DockerSettings, spec: SandboxSpec, signal: AbortSignal): Promise<void> {
  const nodes = nodeContainers(settings, spec.id, spec.profile);
  const timeout = `--timeout=${Math.ceil(settings.createTimeoutMs / 1000)}s`;
  const { hasPodNetwork, nodes: names } = profileShape[spec.profile];
  const script = [
    'set -e',
    `export KUBECONFIG=${settings.maker.controlPlane.adminKubeconfig}`,
    ...nodes.map((node) => `kubectl wait ${timeout} --for=create node/${node}`),
    `kubectl wait ${timeout} --for=create serviceaccount/default --namespace default`,
    ...(hasPodNetwork ? [] : ['exit']),
    // The kubelet of a lone node may report at its start only, as a freeze wants it. On a busy machine that may be before it is ready, and it would never say so again.
    `until kubectl wait --timeout=${nudgeSeconds}s --for=condition=Ready node --all; do`,
    names.length === 1 ? '  systemctl restart kubelet' : '  true',
    'done',
    `kubectl wait ${timeout} --for=condition=Available deployment/coredns --namespace kube-system`,
  ];
  await onNode(controlPlane(settings, spec.id), ['bash', '-c', script.join('\n')], {
    signal,
    timeoutMs: settings.createTimeoutMs,
  });
}

/**
 * Keeps a runaway Pod from taking the whole machine, and from swapping where it should be killed. Keeps Docker from starting the nodes of all sandboxes at once
 * when it starts itself: `thaw` starts those that are needed.
 */
export async function limitNodes(settings: DockerSettings, spec: SandboxSpec): Promise<void> {
  const { memoryBytes, processes } = settings.nodeLimits;
  const nodes = nodeContainers(settings, spec.id, spec.profile);
  const body = { Memory: memoryBytes, MemorySwap: memoryBytes, PidsLimit: processes, RestartPolicy: { Name: 'no' } };
  await Promise.all(
    nodes.map((node) =>
      demandDocker({ command: ['docker', 'update', node], method: 'POST', path: `/containers/${node}/update`, body }),
    ),
  );
  await keepFromSwap(nodes);
}

/** Resolves when metrics-server and every other Pod of the system is ready, or when time is up; at once where Pods have no network. */
export async function clusterSettled(
  settings: DockerSettings,
  { id, profile }: Pick<SandboxSpec, 'id' | 'profile'>,
  options: { signal: AbortSignal; withinMs: number },
): Promise<void> {
  if (!profileShape[profile].hasPodNetwork) return;
  const timeout = `--timeout=${Math.ceil(options.withinMs / 1000)}s`;
  const script = [
    `export KUBECONFIG=${settings.maker.controlPlane.adminKubeconfig}`,
    `kubectl wait ${timeout} --for=condition=Available apiservice/v1beta1.metrics.k8s.io`,
    `kubectl wait ${timeout} --for=condition=Ready pod --all --all-namespaces`,
  ];
  const argv = ['timeout', `${options.withinMs / 1000}`, 'bash', '-c', script.join('\n')];
  await tryOnNode(controlPlane(settings, id), argv, { signal: options.signal, timeoutMs: options.withinMs + 5000 });
}
