import type { Fleet, Sandbox } from '@drydock/sandbox';
import type { ErrorLog } from '../http/problem.ts';

/** The sandboxes of the host; undefined while it does not answer, which is logged. */
export async function listSandboxes(
  fleet: Pick<Fleet, 'list'>,
  log: ErrorLog,
): Promise<readonly Sandbox[] | undefined> {
  try {
    return await fleet.list();
  } catch (error) {
    log.error({ err: error }, 'the host does not list its sandboxes');
    return undefined;
  }
}
