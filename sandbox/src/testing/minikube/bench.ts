import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@drydock/host';
import { imageRefs, minikubeBaseImage } from '@drydock/images';
import { createMinikubeDriver } from '../../drivers/minikube/driver.ts';
import { type Bench, createMs } from '../driver-bench.ts';
import { killMakerAt } from '../kill-maker.ts';

/** Opens the driver with the base image of this checkout. */
export async function openMinikubeBench(): Promise<Bench> {
  const { ref, kubernetesVersion } = await minikubeBaseImage();
  const { workspace, registry } = imageRefs();
  const images = { node: ref, workspace, registry };
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-mini-'));
  const options = { images, kubernetesVersion, runDirectory, createTimeoutMs: createMs };
  const connect = () => createMinikubeDriver(options);
  return {
    connect,
    // A node does not start without privileges, so this workspace never listens.
    connectFailing: () => createMinikubeDriver({ ...options, images: { ...images, workspace: images.node } }),
    stepHalfWay: 'control-plane',
    createAndKill: (spec) =>
      killMakerAt('nodes', {
        module: new URL('../../drivers/minikube/driver.ts', import.meta.url),
        factory: 'createMinikubeDriver',
        options,
        spec,
      }),
    async traces(id) {
      const lists = await Promise.all([
        run('docker', ['ps', '--all', '--filter', `name=drydock-${id}`, '--format', 'container {{.Names}}']),
        run('docker', ['network', 'ls', '--filter', `name=drydock-${id}`, '--format', 'network {{.Name}}']),
        run('docker', ['volume', 'ls', '--filter', `name=drydock-${id}`, '--format', 'volume {{.Name}}']),
      ]);
      const files = (await readdir(runDirectory, { recursive: true })).filter((path) => path.includes(id));
      return [...lists.flatMap((list) => list.split('\n').filter(Boolean)), ...files.map((path) => `file ${path}`)];
    },
    async close() {
      const made = (await readdir(runDirectory)).filter((name) => name !== '.keys');
      await Promise.all(made.map((id) => connect().destroy(id)));
      await rm(runDirectory, { recursive: true });
    },
  };
}
