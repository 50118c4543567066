import { docker, runStep } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { ClusterOrder } from '../cluster-maker.ts';
import { onNode } from '../inside/on-node.ts';
import { containerName } from '../names.ts';
import { withoutProxy } from '../proxy.ts';
import { kubeadmConfig } from './kubeadm.ts';

/** Where a bare control plane has what `kubeadm init --config` may be told; a copy that students leave alone is where clusters of kind have theirs. */
const kubeadmConfigFile = '/etc/kubernetes/kubeadm.yaml';
const ownConfigFile = '/kind/kubeadm.conf';

const privileges = ['--privileged', '--security-opt', 'seccomp=unconfined', '--security-opt', 'apparmor=unconfined'];
/** As kind starts its nodes: images are unpacked into a volume, since an overlay cannot lie on an overlay. */
const places = ['--tmpfs', '/tmp', '--tmpfs', '/run', '--volume', '/var', '--volume', '/lib/modules:/lib/modules:ro'];

/**
 * Starts the node containers of a sandbox without a cluster: systemd, containerd with the images of the course, and kubeadm, to be run by hand. The port of an API
 * server to come is published on 127.0.0.1. Resolves when containerd answers on each.
 */
export async function startBareNodes(order: ClusterOrder, patches: readonly string[]): Promise<void> {
  const { id, profile, signal, onStep } = order;
  const nodes = profileShape[profile].nodes.map((part) => containerName(id, part));
  const [controlPlane = ''] = nodes;
  await runStep(onStep, 'nodes', 'Starting the nodes', async () => {
    await Promise.all(nodes.map((node) => startNode(order, node, node === controlPlane)));
    signal.throwIfAborted();
    const version = (await onNode(controlPlane, ['cat', '/kind/version'], { signal })).trim();
    const input = kubeadmConfig(version, patches);
    await onNode(controlPlane, ['tee', kubeadmConfigFile, ownConfigFile], { input, signal });
    const ready = 'until ctr --namespace k8s.io images ls --quiet >/dev/null 2>&1; do sleep 0.2; done';
    await Promise.all(nodes.map((node) => onNode(node, ['bash', '-c', ready], { signal, timeoutMs: order.timeoutMs })));
  });
}

async function startNode(
  { name, nodeImage, environment }: ClusterOrder,
  node: string,
  isControlPlane: boolean,
): Promise<void> {
  const who = ['--name', node, '--hostname', node, '--network', name, '--label', `drydock.node=${name}`];
  // A student brings the Pod network: the entrypoint takes away the one that containerd would write.
  const settings = ['--env', 'POD_NETWORK=none', '--env', 'KUBECONFIG=/etc/kubernetes/admin.conf', ...withoutProxy];
  const life = [
    '--detach',
    '--tty',
    '--pull',
    'never',
    '--restart',
    'on-failure:1',
    '--init=false',
    '--cgroupns',
    'private',
  ];
  const port = isControlPlane ? ['--publish', '127.0.0.1::6443/tcp'] : [];
  // No signal: a Docker client that is killed half-way lets the daemon finish behind our back.
  await docker(['run', ...life, ...privileges, ...places, ...who, ...settings, ...port, nodeImage], {
    env: environment,
  });
}
