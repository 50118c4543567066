import { type Cluster, type Condition, getJson, type Node, pause } from '@drydock/cluster';
import { CourseError, type KubeObject } from '@drydock/model';
import { fail } from '../text/fail.ts';

const nodesPath = '/api/v1/nodes';
const lookAgainMs = 500;

/** Resolves when every node is Ready; rejects with `cluster_broken` when one is not Ready in time. */
export async function untilReady({
  cluster,
  signal,
  giveUpAfterMs = 60_000,
}: {
  readonly cluster: Cluster;
  readonly signal: AbortSignal;
  readonly giveUpAfterMs?: number;
}): Promise<void> {
  const until = Date.now() + giveUpAfterMs;
  for (;;) {
    const found = await listNodes(cluster, signal).catch((error: unknown) => {
      // A control plane that was just started again does not answer yet.
      if (Date.now() > until || !isPassing(error)) throw error;
      return undefined;
    });
    const idle = (found ?? []).filter((node) => !isReady(node));
    if (found && found.length > 0 && idle.length === 0) return;
    if (Date.now() > until) {
      if (idle[0]) throw broken(idle[0].metadata.name, readyMessage(idle[0]));
      throw broken('', 'the API server lists no node');
    }
    await pause(lookAgainMs, signal);
  }
}

/** The Node objects there are. */
export async function listNodes(cluster: Cluster, signal: AbortSignal): Promise<readonly KubeObject[]> {
  const list = await getJson<{ items?: readonly Node[] }>(cluster, nodesPath, signal);
  return list?.items ?? [];
}

function isPassing(error: unknown): boolean {
  return error instanceof CourseError && /^(cluster_unreachable|timeout|forbidden)$/.test(error.code);
}

function readyOf({ status }: Node): Condition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready');
}

function isReady(node: KubeObject): boolean {
  return readyOf(node)?.status === 'True';
}

function readyMessage(node: KubeObject): string {
  return readyOf(node)?.message ?? 'it has no condition Ready';
}

/** Returns the error of a broken node: a reset cannot help, a new cluster can. */
export function broken(name: string, why: string, cause?: unknown): CourseError {
  return fail('cluster_broken', (text) => text.nodeBroken(name, why), { cause });
}
