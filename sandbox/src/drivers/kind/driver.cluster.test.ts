import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageRefs, nodeImage } from '@drydock/images';
import { type Bench, describeDriver } from '../../conformance.ts';
import { killMakerAt } from '../../kill-maker.ts';
import { run } from '../../run.ts';
import { createKindDriver } from './driver.ts';

async function open(): Promise<Bench> {
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const { workspace, registry } = imageRefs();
  const images = { node: ref, workspace, registry };
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-kind-'));
  const kubeadm = { patches: kubeadmConfigPatches };
  const connect = () => createKindDriver({ images, kubeadm, runDirectory });
  return {
    connect,
    // A node does not start without privileges, so this workspace never listens.
    connectFailing: () => createKindDriver({ images: { ...images, workspace: images.node }, kubeadm, runDirectory }),
    createAndKill: (spec, step) =>
      killMakerAt(step, {
        module: new URL('./driver.ts', import.meta.url),
        factory: 'createKindDriver',
        options: { images, kubeadm, runDirectory },
        spec,
      }),
    traces: (id, known) => traces(runDirectory, id, known),
    async close() {
      const driver = connect();
      const made = (await readdir(runDirectory)).filter((name) => name !== '.keys');
      await Promise.all(made.map((id) => driver.destroy(id)));
      await rm(runDirectory, { recursive: true });
    },
  };
}

/** `container NAME`, `network NAME`, `volume NAME` and `file PATH` of a sandbox. */
async function traces(runDirectory: string, id: string, known: readonly string[]): Promise<readonly string[]> {
  const ask = async (kind: string, args: readonly string[]) => {
    const names = (await run('docker', args)).split(/[\n,]/u).filter((name) => name !== '');
    return names.map((name) => `${kind} ${name}`);
  };
  const [containers, networks, volumes, own] = await Promise.all([
    ask('container', ['ps', '--all', '--filter', `name=drydock-${id}`, '--format', '{{.Names}}']),
    ask('network', ['network', 'ls', '--filter', `name=drydock-${id}`, '--format', '{{.Name}}']),
    ask('volume', ['volume', 'ls', '--format', '{{.Name}}']),
    ask('volume', ['ps', '--all', '--no-trunc', '--filter', `name=drydock-${id}`, '--format', '{{.Mounts}}']),
  ]);
  const files = (await readdir(runDirectory, { recursive: true })).filter((path) => path.includes(id));
  const ownVolumes = volumes.filter((volume) => own.includes(volume) || known.includes(volume));
  return [...containers, ...networks, ...ownVolumes, ...files.map((path) => `file ${path}`)];
}

describeDriver('kind', open, { hasCluster: true });
