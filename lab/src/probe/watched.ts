import type { CollectionRef, ObjectRef } from '@drydock/model';
import type { PodRef } from '../language/reference.ts';

/** The collection in which an object is watched. */
export function collectionOfObject({ apiVersion, kind, namespace }: ObjectRef): CollectionRef {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }) };
}

/** The collection in which a Pod, or the Service of the same name, is watched. */
export function collectionOfPod({ namespace, selector }: PodRef, kind = 'Pod'): CollectionRef {
  return { apiVersion: 'v1', kind, namespace, ...(selector !== undefined && { selector }) };
}
