import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@drydock/host';
import { timed } from '../times.ts';

/** How long `kind create cluster` takes for one node of the course's own image (ms), until the cluster answers; it is removed afterwards. */
export async function timeKindCreate(signal: AbortSignal): Promise<number> {
  const { nodeImage } = await import('@drydock/images');
  const node = await nodeImage();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-kind-'));
  const name = `drydock-bench-${randomBytes(4).toString('hex')}`;
  const config = join(folder, 'config.json');
  const kubeconfig = join(folder, 'kubeconfig');
  // JSON is YAML.
  await writeFile(
    config,
    JSON.stringify({
      kind: 'Cluster',
      apiVersion: 'kind.x-k8s.io/v1alpha4',
      networking: { apiServerAddress: '127.0.0.1' },
      kubeadmConfigPatches: node.kubeadmConfigPatches,
    }),
  );
  const names = ['--name', name, '--kubeconfig', kubeconfig];
  try {
    return await timed(() =>
      run('kind', ['create', 'cluster', ...names, '--config', config, '--image', node.ref], { signal, timeoutMs: 0 }),
    );
  } finally {
    try {
      await run('kind', ['delete', 'cluster', ...names]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
