import { askDocker, refusedByDocker } from '@drydock/host';
import type { Cancellable } from '../../driver.ts';

/** Whether an image is on this host. */
export async function hasImage(image: string, options: Cancellable = {}): Promise<boolean> {
  const command = ['docker', 'image', 'inspect', image];
  const { status, refusal } = await askDocker({ command, method: 'GET', path: `/images/${image}/json` }, options);
  if (refusal !== undefined && status !== 404) throw refusedByDocker(command, refusal);
  return refusal === undefined;
}
