import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { proxyVariables } from '@drydock/model';
import { keyDirectory, type DockerSettings } from './settings.ts';

/**
 * Arguments of `docker run` that keep the proxies of `~/.docker/config.json` out of a container: a name without a value, of a variable that the client does not have
 * either (run.ts), is removed again. Nothing in a sandbox needs the proxy, its names are unknown outside, and its address may hold a password.
 */
export const withoutProxy: readonly string[] = proxyVariables.flatMap((name) => ['--env', name]);

/** What a program that makes nodes, and every Docker client it starts, must not read of Docker's settings; the rest names the daemon's address. */
const left = ['proxies', 'auths', 'credsStore', 'credHelpers'];

/**
 * Returns the environment in which a program makes nodes without the proxies of Docker's settings. It gives no say in how it calls `docker run`, so it gets a copy
 * of the settings without them; where there are no proxies it gets nothing.
 */
export async function makerEnvironment(settings: DockerSettings, id: string): Promise<Record<string, string>> {
  const own = await readDockerSettings(settings.dockerConfig);
  if (own?.['proxies'] === undefined) return {};
  const folder = join(keyDirectory(settings, id), 'docker');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !left.includes(name)));
  await writeFile(join(folder, 'config.json'), JSON.stringify(kept), { mode: 0o600 });
  await symlink(join(settings.dockerConfig, 'contexts'), join(folder, 'contexts'));
  return { DOCKER_CONFIG: folder };
}

/** Docker's settings of this user; undefined when Docker could not read any. */
async function readDockerSettings(folder: string): Promise<Record<string, unknown> | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
    return typeof read === 'object' && read !== null ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}
