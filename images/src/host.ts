import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where builds are kept on this machine: finished artifacts by recipe hash, and the log of each step's last run. */
export interface Host {
  readonly cacheDir: string;
}

/** Log file of a step's last run; errors point to it. */
export function logPath(host: Host, artifactId: string): string {
  return join(host.cacheDir, 'logs', `images-${artifactId}.log`);
}

/** Makes the cache folders. */
export async function prepareHost(host: Host): Promise<void> {
  for (const name of ['artifacts', 'logs']) await mkdir(join(host.cacheDir, name), { recursive: true });
}
