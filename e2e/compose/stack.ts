import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, run, runToEnd } from '@drydock/host';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver } from '@drydock/sandbox';

const checkout = resolve(import.meta.dirname, '../..');
/** What an upgrade leaves behind has it, and images of others do not. */
const label = 'drydock.compose';
const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** Why docker-compose.yml cannot be tried on this machine; undefined where it can. */
export async function whyNoCompose(): Promise<string | undefined> {
  const { exitCode } = await runToEnd('docker', ['compose', 'version'], { timeoutMs: 20_000 });
  if (exitCode !== 0) return '`docker compose` is not installed';
  return process.getuid?.() === 0 ? undefined : 'only root may remove what the server writes';
}

/** The services of docker-compose.yml under a path, on a state folder and ports of their own, from images without a registry. The only lab is one that needs its time. */
export interface Stack {
  /** With the path. */
  readonly address: string;
  readonly state: string;
  compose(...args: readonly string[]): Promise<string>;
  /** Changes settings for the commands that follow. */
  set(settings: Readonly<Record<string, string>>): void;
  /** Builds the images, and removes those of earlier sources that nothing uses. */
  build(): Promise<void>;
  /** The certificate of the authority that the front made. */
  authority(): Promise<string>;
  /** Removes containers and volumes; sandboxes and the state folder stay. */
  down(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function createStack(settings: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const state = await mkdtemp(join(tmpdir(), 'drydock-compose-'));
  const [httpsPort, httpPort] = await Promise.all([freePort(), freePort()]);
  const origin = `https://localhost:${httpsPort}`;
  const path = '/k8s';
  await writeSlowLab(join(state, 'labs'));
  const env = {
    COMPOSE_FILE: 'docker-compose.yml:e2e/compose/own-labs.yml',
    COMPOSE_PROJECT_NAME: state.slice(state.lastIndexOf('/') + 1).toLowerCase(),
    DRYDOCK_ADDRESS: origin,
    DRYDOCK_AUTHORITIES: existsSync(authorities) ? authorities : '',
    DRYDOCK_BASE: imageRefs().base,
    DRYDOCK_BASE_PATH: path,
    DRYDOCK_HTTPS_PORT: String(httpsPort),
    DRYDOCK_HTTP_PORT: String(httpPort),
    DRYDOCK_STATE: state,
    DRYDOCK_TAG: 'test',
    DRYDOCK_WARM: '0',
    ...settings,
  };
  const compose = (...args: readonly string[]) =>
    run('docker', ['compose', '--progress', 'quiet', ...args], { cwd: checkout, env, timeoutMs: 900_000 });
  const down = async (): Promise<void> => {
    await compose('--profile', 'tools', 'down', '--volumes', '--remove-orphans', '--timeout', '30');
  };
  return {
    address: origin + path,
    state,
    compose,
    set: (changed) => void Object.assign(env, changed),
    async build() {
      await compose('build');
      // One that was just built may be without its name for a moment.
      await run('docker', ['image', 'prune', '--force', '--filter', `label=${label}`, '--filter', 'until=5m']);
    },
    down,
    authority: () => compose('exec', '-T', 'front', 'cat', '/data/caddy/pki/authorities/local/root.crt'),
    async [Symbol.asyncDispose]() {
      await down();
      await removeSandboxes(join(state, 'server', 'run'));
      await rm(state, { recursive: true, force: true });
    },
  };
}

/** The lab `memory-limit`, whose Pod has to run for two minutes: a Submit in its first half minute takes 90 seconds, longer than the front waits for an answer. */
async function writeSlowLab(folder: string): Promise<void> {
  await cp(join(checkout, 'labs/memory-limit'), join(folder, 'memory-limit'), { recursive: true });
  const file = join(folder, 'memory-limit/lab.mdx');
  const text = await readFile(file, 'utf8');
  const slow = text.replace('hold="5s"\n  within="30s"', 'hold="120s"\n  within="180s"');
  if (slow === text) throw new Error(`no check of ${file} has hold="5s" and within="30s" any more`);
  await writeFile(file, slow);
}

async function removeSandboxes(runDirectory: string): Promise<void> {
  const { workspace, registry } = imageRefs();
  const { ref, kubeadmConfigPatches } = await nodeImage();
  const driver = createKindDriver({
    images: { node: ref, workspace, registry },
    kubeadm: { patches: kubeadmConfigPatches },
    runDirectory,
  });
  for (const { id } of await driver.list()) await driver.destroy(id);
  await driver.sweep();
}
