import type { CollectionRef, ObjectRef } from '@drydock/model';

/** Pods that a probe looks into: one by name, or several by label selector. */
export interface PodRef {
  readonly namespace: string;
  readonly name?: string;
  readonly selector?: string;
}

const name = String.raw`(?:[a-z0-9.:-]|\{\{[\w.-]+\}\})+`;
const kind = String.raw`((?:[a-z0-9.-]+\/)?v[0-9][a-z0-9]*)\/([A-Z][A-Za-z0-9]*)`;
const selector = String.raw`[^\s]*[=!][^\s]*`;
const objectPattern = new RegExp(`^${kind} (?:(${name})\\/)?(${name}|\\*)$`);
const collectionPattern = new RegExp(`^${kind}(?: (${name}|\\*))?(?: (${selector}))?$`);
const podPattern = new RegExp(`^(${name})(?:\\/(${name})| (${selector}))$`);

/** Reads `v1/Pod namespace/name` or `v1/PersistentVolume name`; undefined when it is neither. */
export function parseObjectRef(text: string): ObjectRef | undefined {
  const [, apiVersion, kindName, namespace, objectName] = objectPattern.exec(text) ?? [];
  if (apiVersion === undefined || kindName === undefined || objectName === undefined) return undefined;
  return { apiVersion, kind: kindName, ...(namespace !== undefined && { namespace }), name: objectName };
}

/** Reads `v1/Pod namespace app=web`, `v1/Pod namespace`, `v1/Pod *` or `v1/Node`; undefined when it is not valid. */
export function parseCollectionRef(text: string): CollectionRef | undefined {
  const [, apiVersion, kindName, namespace, labels] = collectionPattern.exec(text) ?? [];
  if (apiVersion === undefined || kindName === undefined) return undefined;
  return {
    apiVersion,
    kind: kindName,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && { selector: labels }),
  };
}

/** Reads `namespace/name` or `namespace app=web`; undefined when it is neither. */
export function parsePodRef(text: string): PodRef | undefined {
  const [, namespace, podName, labels] = podPattern.exec(text) ?? [];
  if (namespace === undefined) return undefined;
  return {
    namespace,
    ...(podName !== undefined && { name: podName }),
    ...(labels !== undefined && { selector: labels }),
  };
}

/** The Pod a probe looks into, as an object; its name is a selector when several are meant. */
export function podObject(pod: PodRef): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace: pod.namespace, name: pod.name ?? pod.selector ?? '' };
}

/** `Pod default/web` or `PersistentVolume task`: how messages name an object. */
export function formatRef(ref: ObjectRef): string {
  return ref.namespace === undefined ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}
