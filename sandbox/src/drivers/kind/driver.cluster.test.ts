import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageRefs, nodeImage } from '@drydock/images';
import { run } from '@drydock/host';
import { proxyVariables } from '@drydock/model';
import { vi } from 'vitest';
import type { Bench } from '../../testing/driver-bench.ts';
import { describeDriver } from '../../testing/conformance.ts';
import { killMakerAt } from '../../testing/kill-maker.ts';
import { deepFreezeLack } from '../docker/deep/lack.ts';
import { createKindDriver } from './driver.ts';
import { kindInfo } from './info.ts';

/** A proxy that never answers, set in every way a host may have one: the suite must pass behind it. */
async function setDeadProxy(): Promise<string> {
  const proxy = 'http://127.0.0.1:9';
  for (const name of proxyVariables) vi.stubEnv(name, name.toLowerCase() === 'no_proxy' ? 'localhost' : proxy);
  const dockerConfig = await mkdtemp(join(tmpdir(), 'drydock-docker-'));
  const proxies = { default: { httpProxy: proxy, httpsProxy: proxy, allProxy: proxy, ftpProxy: proxy } };
  await writeFile(join(dockerConfig, 'config.json'), JSON.stringify({ proxies }));
  vi.stubEnv('DOCKER_CONFIG', dockerConfig);
  return dockerConfig;
}

async function open(): Promise<Bench> {
  const dockerConfig = await setDeadProxy();
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const { workspace, registry } = imageRefs();
  const images = { node: ref, workspace, registry };
  const runDirectory = await mkdtemp(join(tmpdir(), 'drydock-kind-'));
  const kubeadm = { patches: kubeadmConfigPatches };
  const options = { images, kubeadm, runDirectory, dockerConfig };
  const connect = () => createKindDriver(options);
  return {
    connect,
    // A node does not start without privileges, so this workspace never listens.
    connectFailing: () => createKindDriver({ ...options, images: { ...images, workspace: images.node } }),
    stepHalfWay: 'control-plane',
    createAndKill: (spec) =>
      killMakerAt('nodes', {
        module: new URL('./driver.ts', import.meta.url),
        factory: 'createKindDriver',
        options,
        spec,
      }),
    traces: (id, known) => traces(runDirectory, id, known),
    async close() {
      const driver = connect();
      const made = (await readdir(runDirectory)).filter((name) => name !== '.keys');
      await Promise.all(made.map((id) => driver.destroy(id)));
      await rm(runDirectory, { recursive: true });
      await rm(dockerConfig, { recursive: true });
      vi.unstubAllEnvs();
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

// Whether memory can be put away is the host's to say.
describeDriver({ ...kindInfo, hasDeepFreeze: deepFreezeLack() === undefined }, open, { hasCluster: true });
