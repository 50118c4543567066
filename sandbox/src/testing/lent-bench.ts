import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@drydock/host';
import { imageRefs } from '@drydock/images';
import { createExternalDriver } from '../drivers/external/driver.ts';
import type { ExternalDriverOptions } from '../drivers/external/options.ts';
import type { Bench } from './driver-bench.ts';
import { killMakerAt } from './kill-maker.ts';
import { makeLentCluster } from './lent-cluster.ts';

/** Makes a cluster as a user has one, and the driver that borrows it. */
export async function openLentBench({ nodeAccess }: Pick<ExternalDriverOptions, 'nodeAccess'>): Promise<Bench> {
  const { workspace, lab } = imageRefs();
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-lent-'));
  const cluster = await makeLentCluster();
  const options = {
    context: cluster.context,
    kubeconfigFiles: [cluster.kubeconfig],
    workspaceImage: workspace,
    labImages: Object.entries(lab).flatMap(([name, tags]) => tags.map((tag) => `course.local/${name}:${tag}`)),
    runDirectory,
    nodeAccess,
  };
  const connect = () => createExternalDriver(options);
  const look = async () => [...(await cluster.objects()), ...(nodeAccess ? await cluster.files() : [])];
  const before = await look();
  return {
    connect,
    // Another Drydock on this machine, whose kubeconfig has another name for the same cluster.
    connectBeside: () =>
      createExternalDriver({ ...options, context: cluster.otherContext, runDirectory: join(runDirectory, 'beside') }),
    // An image of a lab has no agent, so this workspace never listens.
    connectFailing: () =>
      createExternalDriver({ ...options, workspaceImage: `course.local/busybox:${lab['busybox']?.[0]}` }),
    stepHalfWay: 'workspace',
    createAndKill: (spec) =>
      killMakerAt('workspace', {
        module: new URL('../drivers/external/driver.ts', import.meta.url),
        factory: 'createExternalDriver',
        options,
        spec,
      }),
    async traces(id) {
      const names = await Promise.all([
        run('docker', ['ps', '--all', '--filter', `name=drydock-${id}`, '--format', 'container {{.Names}}']),
        run('docker', ['network', 'ls', '--filter', `name=drydock-${id}`, '--format', 'network {{.Name}}']),
      ]);
      const files = (await readdir(runDirectory, { recursive: true })).filter((path) => path.includes(id));
      const inDocker = names.flatMap((text) => text.split('\n').filter((line) => line !== ''));
      // All that is in the cluster and was not, is the sandbox's: there is one at a time. A refused one has nothing there.
      const isOfThisOne = inDocker.length + files.length > 0 || (await connect().list()).length === 0;
      const now = isOfThisOne ? await look() : before;
      const changed = [
        ...now.filter((line) => !before.includes(line)),
        ...before.filter((line) => !now.includes(line)),
      ];
      return [...inDocker, ...files, ...changed];
    },
    async close() {
      for (const { id } of await connect().list()) await connect().destroy(id);
      await connect().sweep();
      await cluster.remove();
      await rm(runDirectory, { recursive: true });
    },
  };
}
