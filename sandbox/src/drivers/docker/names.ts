import { keysOf } from '@drydock/model';

/** The labels all state is read from; on the network (made first, removed last) and on the workspace (made last). */
export const label = {
  sandbox: 'drydock.sandbox',
  instance: 'drydock.instance',
  driver: 'drydock.driver',
  profile: 'drydock.profile',
  lifetime: 'drydock.lifetime',
  created: 'drydock.created',
  maker: 'drydock.maker',
} as const;

export type Labels = Readonly<Record<keyof typeof label, string>>;

/** The labels as Docker's API has them. */
export function labelsOn(labels: Labels): Readonly<Record<string, string>> {
  return Object.fromEntries(keysOf(label).map((key) => [label[key], labels[key]]));
}

/** The labels as arguments of `docker run`. */
export function labelArguments(labels: Labels): readonly string[] {
  return Object.entries(labelsOn(labels)).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

/** The cluster's and the network's name; every container of the sandbox begins with it. */
export function clusterName(id: string): string {
  return `drydock-${id}`;
}

/** The container of a part of the sandbox: a node, the workspace or the registry. */
export function containerName(id: string, part: string): string {
  return `${clusterName(id)}-${part}`;
}

/** The workspace; while it is being made it has another name, so that this name means a complete sandbox. */
export const workspacePart = 'workspace';
export const unfinishedWorkspacePart = 'workspace-unfinished';

/** The private registry; most sandboxes do not have one. */
export const registryPart = 'registry';
