import { runStep } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { ClusterOrder } from '../../docker/cluster-maker.ts';
import { onNode } from '../../docker/inside/on-node.ts';
import { containerName } from '../../docker/names.ts';
import { adminKubeconfig, controlPlanePart } from '../parts.ts';
import { podSubnet } from '../start/arguments.ts';

/**
 * Makes a cluster of minikube what the course expects of one: the Pod network, storage and metrics of the node image, and Pods on workers alone where there are some.
 */
export async function finishCluster(order: ClusterOrder): Promise<void> {
  const { id, profile, signal, onStep, timeoutMs } = order;
  const node = containerName(id, controlPlanePart);
  const options = { signal, timeoutMs };
  const kubectl = `kubectl --kubeconfig ${adminKubeconfig}`;
  await runStep(onStep, 'storage', 'Adding storage and metrics', async () => {
    const script = [
      'set -eu',
      `sed 's|{{ .PodSubnet }}|${podSubnet}|' /kind/manifests/default-cni.yaml | ${kubectl} apply --filename -`,
      `${kubectl} apply --filename /kind/manifests/default-storage.yaml`,
      ...(profileShape[profile].nodes.length > 1
        ? [`${kubectl} taint node ${node} --overwrite node-role.kubernetes.io/control-plane=:NoSchedule`]
        : []),
    ];
    await onNode(node, ['bash', '-c', script.join('\n')], options);
  });
}
