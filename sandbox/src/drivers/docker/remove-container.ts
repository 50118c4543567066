import { askDocker, refusedByDocker } from '@drydock/host';

const removeTimeoutMs = 120_000;

/** Removes a container with its volumes, whatever it does; one that is gone, or that is being removed already, counts as removed. */
export async function removeContainer(name: string): Promise<void> {
  const command = ['docker', 'rm', name];
  const asked = { command, method: 'DELETE', path: `/containers/${name}`, query: { force: '1', v: '1' } } as const;
  const { status, refusal } = await askDocker(asked, { timeoutMs: removeTimeoutMs });
  const isGone = status === 404 || (status === 409 && /is already in progress/iu.test(refusal ?? ''));
  if (refusal !== undefined && !isGone) throw refusedByDocker(command, refusal);
}
