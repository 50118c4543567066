import { type ClusterPicture, objectsOf, type ViewNode, type ViewPod } from '@drydock/model';

/** The Pods of one node; without a node those that no scheduler has placed yet. */
export interface NodeGroup {
  readonly key: string;
  readonly node: ViewNode | undefined;
  readonly pods: readonly ViewPod[];
}

/** Pods by node: those on none first, then every node in order, with or without Pods. */
export function groupByNode(picture: ClusterPicture, pods: readonly ViewPod[]): readonly NodeGroup[] {
  const nodes = [...objectsOf(picture, 'Node').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const names = new Set(nodes.map(({ name }) => name));
  const byNode = new Map<string, ViewPod[]>();
  for (const pod of pods) {
    const key = pod.node !== null && names.has(pod.node) ? pod.node : '';
    const group = byNode.get(key);
    if (group) group.push(pod);
    else byNode.set(key, [pod]);
  }
  const nowhere = byNode.get('') ?? [];
  return [
    ...(nowhere.length > 0 ? [{ key: '', node: undefined, pods: nowhere }] : []),
    ...nodes.map((node) => ({ key: node.name, node, pods: byNode.get(node.name) ?? [] })),
  ];
}
