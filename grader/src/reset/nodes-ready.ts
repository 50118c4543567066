import { type Cluster, getJson, pause, refusal } from '@drydock/cluster';
import { CourseError, type KubeObject } from '@drydock/model';

const nodesPath = '/api/v1/nodes';
const lookAgainMs = 500;

interface Known {
  readonly name: string;
  readonly uid: string;
}

/** Resolves when every node is Ready; rejects with `cluster_broken` when one is missing, is another, or is not Ready in time. */
export async function untilReady({
  cluster,
  nodes,
  signal,
  giveUpAfterMs = 60_000,
}: {
  readonly cluster: Cluster;
  readonly nodes?: readonly Known[];
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
    const lost = found && nodes?.find(({ uid }) => !found.some(({ metadata }) => metadata.uid === uid));
    if (lost) throw broken(lost.name, 'it was deleted from the cluster');
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
  const list = (await getJson(cluster, nodesPath, signal)) as { items?: readonly KubeObject[] } | undefined;
  return list?.items ?? [];
}

/** Deletes Node objects that were made by hand: Pods of every DaemonSet would be waited for there. */
export async function removeForeign(
  cluster: Cluster,
  nodes: readonly Known[],
  until: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      const foreign = (await listNodes(cluster, signal)).filter(({ metadata }) =>
        nodes.every(({ uid, name }) => uid !== metadata.uid && name !== metadata.name),
      );
      for (const { metadata } of foreign) {
        const path = `${nodesPath}/${encodeURIComponent(metadata.name)}`;
        if ((metadata.finalizers ?? []).length > 0)
          await cluster.request(path, {
            method: 'PATCH',
            headers: { 'content-type': 'application/merge-patch+json' },
            body: JSON.stringify({ metadata: { finalizers: null } }),
            signal,
          });
        const { status, body } = await cluster.request(path, { method: 'DELETE', signal });
        if (status >= 300 && status !== 404) throw refusal(path, status, body);
      }
      return;
    } catch (error) {
      if (Date.now() > until || !isPassing(error)) throw error;
    }
    await pause(lookAgainMs, signal);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof CourseError && /^(cluster_unreachable|timeout|forbidden)$/.test(error.code);
}

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}

function readyOf({ status }: KubeObject): Condition | undefined {
  return (status as { conditions?: readonly Condition[] } | undefined)?.conditions?.find(
    ({ type }) => type === 'Ready',
  );
}

function isReady(node: KubeObject): boolean {
  return readyOf(node)?.status === 'True';
}

function readyMessage(node: KubeObject): string {
  return readyOf(node)?.message ?? 'it has no condition Ready';
}

/** A node that does not work and that a reset cannot help: a new cluster can. */
export function broken(name: string, why: string, cause?: unknown): CourseError {
  const node = name === '' ? 'A node of the cluster' : `Node ${name}`;
  return new CourseError(
    'cluster_broken',
    `${node} does not work: ${why.replace(/\.$/, '')}.`,
    'Reset the lab again: it gets a new cluster.',
    { cause, zh: `${name === '' ? '集群中的一个节点' : `节点 ${name}`}无法正常工作，原文是“${why}”。` },
  );
}
