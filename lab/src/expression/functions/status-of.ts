import { fieldOf, listOf } from './fields-of.ts';
import { UnsetError } from './unset.ts';

/**
 * Returns the kubelet's status of one container, by its name or by the container of `spec` itself: app, init and ephemeral containers alike. The statuses are sorted by
 * name and the containers as they were written, so one index is two containers.
 */
export function statusOf(pod: unknown, container: unknown): unknown {
  const name = typeof container === 'string' ? container : fieldOf(container, 'name');
  const status = fieldOf(pod, 'status');
  const found = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses']
    .flatMap((list) => listOf(fieldOf(status, list)))
    .find((one) => fieldOf(one, 'name') === name);
  if (typeof name !== 'string' || found === undefined)
    throw new UnsetError(`no container ${String(name)} has a status yet`);
  return found;
}
