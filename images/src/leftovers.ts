import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { removeContainer } from './docker/docker.ts';
import type { Host } from './host.ts';

/** Prefix of the containers that exist only while an image is made. */
export const importContainerPrefix = 'drydock-import-';

/** Removes what a killed build left half-made; called by the holder of the build lock, so nothing of it is in use. */
export async function removeLeftovers(host: Host): Promise<void> {
  const artifacts = join(host.cacheDir, 'artifacts');
  for (const name of await readdir(artifacts)) {
    if (name.startsWith('.scratch-')) await rm(join(artifacts, name), { recursive: true, force: true });
  }
  const listed = await runToEnd('docker', [
    'ps',
    '--all',
    '--filter',
    `name=^${importContainerPrefix}`,
    '--format',
    '{{.Names}}',
  ]);
  for (const name of listed.stdout.split('\n').filter(Boolean)) await removeContainer(name);
}
