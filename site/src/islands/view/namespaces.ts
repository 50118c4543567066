import type { ClusterPicture, ViewObject } from '@drydock/model';

const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/** Which namespaces are shown: one, or all but the system's unless those are wanted too. */
export interface NamespaceFilter {
  /** Null for all. */
  readonly only: string | null;
  readonly hasSystem: boolean;
}

/** Whether an object is in a namespace that is shown; what is in none always is. */
export function isShown({ namespace }: { readonly namespace: string | null }, filter: NamespaceFilter): boolean {
  if (namespace === null) return true;
  if (filter.only !== null) return namespace === filter.only;
  return filter.hasSystem || !systemNamespaces.has(namespace);
}

/** The namespaces something is in, in order. */
export function namespacesOf({ objects }: ClusterPicture, hasSystem: boolean): string[] {
  const found = new Set<string>();
  const maps: readonly ReadonlyMap<string, ViewObject>[] = Object.values(objects);
  for (const map of maps)
    for (const { namespace } of map.values()) if (namespace !== null && namespace !== '') found.add(namespace);
  return [...found].filter((each) => hasSystem || !systemNamespaces.has(each)).toSorted();
}
