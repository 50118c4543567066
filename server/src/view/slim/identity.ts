import type { KubeObject, ViewObject } from '@drydock/model';
import { z } from 'zod';

/** What the view says of every object. */
type Common = Pick<
  Exclude<ViewObject, { kind: 'PodUsage' | 'NodeUsage' }>,
  'uid' | 'name' | 'namespace' | 'createdAt' | 'isLeaving' | 'owner'
>;

/** Makes an object of the view out of one of the API server. */
export type Slimmer = (object: KubeObject) => ViewObject;

const Owners = z.object({
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().nullish() }))
    .nullish(),
});

/** Names, age and controller of an object. */
export function commonOf({ metadata }: KubeObject): Common {
  const owner = (Owners.parse(metadata).ownerReferences ?? []).find(({ controller }) => controller === true);
  return {
    uid: metadata.uid,
    name: metadata.name,
    namespace: metadata.namespace ?? null,
    createdAt: metadata.creationTimestamp,
    isLeaving: metadata.deletionTimestamp !== undefined,
    owner: owner ? { kind: owner.kind, name: owner.name, uid: owner.uid } : null,
  };
}
