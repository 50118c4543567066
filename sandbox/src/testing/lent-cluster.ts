import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, tryRun } from '@drydock/host';
import { nodeImage } from '@drydock/images';
import { stringify } from 'yaml';

/** A cluster as a user has one before Drydock comes. */
export interface LentCluster {
  readonly context: string;
  /** Another name of the same cluster. */
  readonly otherContext: string;
  /** A file. */
  readonly kubeconfig: string;
  /** What is in it that nobody but a student or an owner makes, and what can be changed of it: one line for each. */
  objects(): Promise<readonly string[]>;
  /** The files of its node that root can change, one line for each. */
  files(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const kinds =
  'namespaces,configmaps,deployments,daemonsets,services,serviceaccounts,secrets,clusterroles,clusterrolebindings,roles,rolebindings,validatingadmissionpolicies,validatingadmissionpolicybindings,persistentvolumeclaims,persistentvolumes,customresourcedefinitions';
const rows = String.raw`{range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.metadata.uid} {.metadata.generation}{"\n"}{end}`;
const nodeRows = String.raw`{range .items[*]}Node {.metadata.name} {.metadata.labels} {.spec.taints} {.spec.unschedulable}{"\n"}{end}`;

const nodeFiles = `cd /; find etc root home srv opt mnt usr/local -xdev -path etc/cni -prune -o -type f -exec sha256sum {} + -exec stat --format '%n %a %u' {} + | sort
find var -xdev -maxdepth 2 | sort; cat var/lib/kubelet/config.yaml`;

/** Makes a cluster with kind, on a network of its own, from the node image of this checkout; removes it when it does not start. */
export async function makeLentCluster(): Promise<LentCluster> {
  const name = `lent-${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), `drydock-${name}-`));
  const kubeconfig = join(folder, 'config');
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const config = stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { apiServerAddress: '127.0.0.1' },
    kubeadmConfigPatches,
  });
  const kubectl = (...args: string[]): Promise<string> => run('kubectl', ['--kubeconfig', kubeconfig, ...args]);
  const list = async (what: string, template: string): Promise<readonly string[]> =>
    (await kubectl('get', what, '--all-namespaces', '--output', `jsonpath=${template}`)).split('\n').filter(Boolean);
  const lent: LentCluster = {
    context: `kind-${name}`,
    otherContext: 'beside',
    kubeconfig,
    objects: async () => [...(await list(kinds, rows)), ...(await list('nodes', nodeRows))],
    async files() {
      const container = `${name}-control-plane`;
      return (await run('docker', ['exec', container, 'sh', '-c', nodeFiles])).split('\n').filter(Boolean);
    },
    async remove() {
      await tryRun('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig], { timeoutMs: 120_000 });
      await tryRun('docker', ['network', 'rm', name]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await run(
      'kind',
      ['create', 'cluster', '--name', name, '--image', ref, '--config', '-', '--kubeconfig', kubeconfig],
      {
        input: config,
        env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: name },
        timeoutMs: 300_000,
      },
    );
    await kubectl('config', 'set-context', 'beside', `--cluster=kind-${name}`, `--user=kind-${name}`);
    await kubectl('wait', '--for=condition=Ready', '--timeout=120s', 'node', '--all');
    await kubectl('wait', '--for=condition=Available', '--timeout=120s', 'apiservice/v1beta1.metrics.k8s.io');
    await kubectl('wait', '--for=condition=Ready', '--timeout=120s', 'pod', '--all', '--all-namespaces');
    return lent;
  } catch (error) {
    await lent.remove();
    throw error;
  }
}
