import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import { run } from '../build-command.ts';
import { labImages } from '../artifacts/lab-images.ts';
import { nodeImage } from '../artifacts/node.ts';

export interface VerifyOptions {
  readonly onStep: OnStep;
  readonly signal?: AbortSignal;
}

/**
 * Proves the node image by using it: makes a cluster, waits for its node, DNS, metrics and a claim on `standard`, runs one Pod from each
 * lab image without any registry, and removes the cluster whatever happens. Rejects with what did not come true.
 */
export async function verifyNode({ onStep, signal }: VerifyOptions): Promise<void> {
  const node = await nodeImage();
  const name = `drydock-verify-${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const logFile = join(folder, 'log');
  const controlPlane = `${name}-control-plane`;
  const env = { KIND_EXPERIMENTAL_DOCKER_NETWORK: name };
  const kubectl = (...args: string[]): Promise<string> =>
    run('docker', ['exec', controlPlane, 'kubectl', ...args], { logFile, signal });
  const step = (id: string, title: string, work: () => Promise<unknown>): Promise<unknown> =>
    runStep(onStep, id, title, work);

  try {
    await step('create', 'Create a cluster', async () => {
      const config = join(folder, 'kind.json');
      await writeFile(config, JSON.stringify(clusterConfig(node.kubeadmConfigPatches)));
      const args = [
        '--name',
        name,
        '--image',
        node.ref,
        '--config',
        config,
        '--kubeconfig',
        join(folder, 'kubeconfig'),
      ];
      await run('kind', ['create', 'cluster', ...args, '--wait', '120s'], { logFile, signal, env });
    });
    await step('dns', 'Wait for CoreDNS', () =>
      kubectl('wait', '--namespace=kube-system', '--for=condition=Available', 'deployment/coredns', '--timeout=120s'),
    );
    await step('pods', 'Run a Pod from each lab image, one with a claim', async () => {
      const manifest = join(folder, 'pods.json');
      await writeFile(manifest, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: proofs() }));
      await run('docker', ['cp', manifest, `${controlPlane}:/proofs.json`], { logFile, signal });
      await kubectl('wait', '--for=create', 'serviceaccount/default', '--timeout=60s');
      await kubectl('apply', '--filename=/proofs.json');
      await kubectl('wait', '--for=condition=Ready', 'pods', '--selector=proof', '--timeout=120s');
      await kubectl('wait', '--for=jsonpath={.status.phase}=Bound', 'pvc/proof', '--timeout=60s');
    });
    await step('network', 'Reach a Service by its name', () =>
      kubectl('exec', 'busybox', '--', 'wget', '-qO-', '-T', '10', 'http://nginx.default.svc.cluster.local'),
    );
    await step('metrics', 'Wait for metrics', async () => {
      const namespace = '--namespace=kube-system';
      await kubectl('wait', namespace, '--for=condition=Available', 'deployment/metrics-server', '--timeout=120s');
      await kubectl('wait', '--for=condition=Available', 'apiservice/v1beta1.metrics.k8s.io', '--timeout=60s');
      await untilItSucceeds(
        'kubectl top nodes >/dev/null 2>&1 && kubectl top pod busybox',
        controlPlane,
        logFile,
        signal,
      );
    });
  } finally {
    // A failed clean-up must not hide why the proof failed.
    await run('kind', ['delete', 'cluster', '--name', name], { logFile, env }).catch(() => undefined);
    await run('docker', ['network', 'rm', name], { logFile }).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

/** metrics-server answers some seconds after it is ready, when its second reading of the kubelet is in. */
async function untilItSucceeds(
  script: string,
  container: string,
  logFile: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const loop = `for _ in $(seq 120); do { ${script}; } && exit 0; sleep 0.5; done; exit 1`;
  await run('docker', ['exec', container, 'bash', '-c', loop], { logFile, signal });
}

function clusterConfig(kubeadmConfigPatches: readonly string[]): unknown {
  const nodes = [{ role: 'control-plane' }];
  return { kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', kubeadmConfigPatches, nodes };
}

const commands: Readonly<Record<string, readonly string[]>> = {
  busybox: ['sleep', '3600'],
  toolbox: ['sleep', '3600'],
  stress: ['stress', '--vm', '1', '--vm-bytes', '16M', '--vm-hang', '60'],
};

function proofs(): unknown[] {
  const volumes = [{ name: 'claim', persistentVolumeClaim: { claimName: 'proof' } }];
  const pods = labImages.map((image) => {
    const name = image.id.replace(/^lab-/, '');
    const command = commands[name];
    const hasClaim = name === 'nginx';
    const container = {
      name: 'proof',
      image: image.ref,
      ...(command === undefined ? {} : { command }),
      ...(hasClaim ? { volumeMounts: [{ name: 'claim', mountPath: '/claim' }] } : {}),
    };
    const spec = { terminationGracePeriodSeconds: 0, containers: [container], ...(hasClaim ? { volumes } : {}) };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { proof: name } }, spec };
  });
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'proof' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'nginx' },
    spec: { selector: { proof: 'nginx' }, ports: [{ port: 80 }] },
  };
  return [claim, service, ...pods];
}
