import { askDocker, refusedByDocker } from '@drydock/host';
import { releaseFrozen } from './inside/release-frozen.ts';

const removeTimeoutMs = 120_000;

/** Removes a container with its volumes, whatever it does; one that is gone, or that is being removed already, counts as removed. */
export async function removeContainer(name: string): Promise<void> {
  let refusal = await tryRemove(name);
  // Docker gives up after 10 s on a container with a process that cannot be killed.
  if (refusal !== undefined && (await releaseFrozen(name)) > 0) refusal = await tryRemove(name);
  if (refusal !== undefined) throw refusedByDocker(removal(name), refusal);
}

const removal = (name: string): readonly string[] => ['docker', 'rm', name];

/** Returns why it is still there. */
async function tryRemove(name: string): Promise<string | undefined> {
  const asked = {
    command: removal(name),
    method: 'DELETE',
    path: `/containers/${name}`,
    query: { force: '1', v: '1' },
  } as const;
  const { status, refusal } = await askDocker(asked, { timeoutMs: removeTimeoutMs });
  const isGone = status === 404 || (status === 409 && /is already in progress/iu.test(refusal ?? ''));
  return isGone ? undefined : refusal;
}
