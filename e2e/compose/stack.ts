import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort, run, runToEnd } from '@drydock/host';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver } from '@drydock/sandbox';

const checkout = resolve(import.meta.dirname, '../..');
const authorities = '/etc/ssl/certs/ca-certificates.crt';

/** Why docker-compose.yml cannot be tried on this machine; undefined where it can. */
export async function whyNoCompose(): Promise<string | undefined> {
  const { exitCode } = await runToEnd('docker', ['compose', 'version'], { timeoutMs: 20_000 });
  if (exitCode !== 0) return '`docker compose` is not installed';
  return process.getuid?.() === 0 ? undefined : 'only root may remove what the server writes';
}

/** The services of docker-compose.yml on a state folder and ports of their own, from images without a registry. */
export interface Stack {
  readonly address: string;
  readonly state: string;
  compose(...args: readonly string[]): Promise<string>;
  /** The certificate of the authority that the front made. */
  authority(): Promise<string>;
  /** Removes containers and volumes; sandboxes and the state folder stay. */
  down(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function createStack(settings: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const state = await mkdtemp(join(tmpdir(), 'drydock-compose-'));
  const [httpsPort, httpPort] = await Promise.all([freePort(), freePort()]);
  const address = `https://localhost:${httpsPort}`;
  const env = {
    COMPOSE_PROJECT_NAME: state.slice(state.lastIndexOf('/') + 1).toLowerCase(),
    DRYDOCK_ADDRESS: address,
    DRYDOCK_AUTHORITIES: existsSync(authorities) ? authorities : '',
    DRYDOCK_BASE: imageRefs().base,
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
    address,
    state,
    compose,
    down,
    authority: () => compose('exec', '-T', 'front', 'cat', '/data/caddy/pki/authorities/local/root.crt'),
    async [Symbol.asyncDispose]() {
      await down();
      await removeSandboxes(join(state, 'server', 'run'));
      await rm(state, { recursive: true, force: true });
    },
  };
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
