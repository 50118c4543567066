import type { Cluster, Objects } from '@drydock/cluster';
import { noNode } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';
import { type View, freshView } from '../reading/view.ts';

const never = async (): Promise<never> => Promise.reject(new TypeError('not asked in this test'));

/** What a probe sees of a cluster in which `get` is all that is asked of the objects, for tests. */
export function viewOfOne(cluster: Cluster, get: () => Promise<KubeObject | undefined>): View {
  const objects: Objects = { types: never, type: never, path: never, collectionPath: never, get, list: never };
  return freshView({
    cluster,
    objects,
    node: noNode,
    registry: never,
    code: undefined,
    parameters: {},
    startedAt: new Date(),
    signal: undefined,
  });
}
