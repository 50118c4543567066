import type { Cluster } from './cluster.ts';
import { getJson } from './objects/objects.ts';

/** What a cluster is: its version, and what of the checks' `needs` it lacks. */
export interface ClusterFacts {
  readonly serverVersion: string;
  readonly lacking: ReadonlySet<string>;
}

/** Asks a cluster for its version and holds the needs (`metrics`, `>=1.28`) against it. */
export async function learnCluster(
  cluster: Cluster,
  needs: readonly string[],
  signal: AbortSignal,
): Promise<ClusterFacts> {
  const version = await getJson<{ gitVersion?: string; minor?: string }>(cluster, '/version', signal);
  const lacking = new Set<string>();
  for (const need of new Set(needs)) {
    const minor = /^>=1\.(\d+)$/.exec(need)?.[1];
    if (minor !== undefined && Number.parseInt(version?.minor ?? '0', 10) < Number(minor)) lacking.add(need);
    if (need === 'metrics' && !(await hasGroup(cluster, 'metrics.k8s.io', signal))) lacking.add(need);
  }
  return { serverVersion: (version?.gitVersion ?? '').replace(/^v/, ''), lacking };
}

/** Whether an API group is registered; one whose server is away for the moment is there all the same. */
async function hasGroup(cluster: Cluster, wanted: string, signal: AbortSignal): Promise<boolean> {
  const found = await getJson<{ groups?: { name: string }[] }>(cluster, '/apis', signal);
  return (found?.groups ?? []).some(({ name }) => name === wanted);
}
