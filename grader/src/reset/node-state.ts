import type { Cluster } from '@drydock/cluster';
import { listFiles, restoreFiles } from './node-scripts.ts';
import type { NodeAccess, OpenNode } from '../node.ts';
import { broken, listNodes, removeForeign, untilReady } from './nodes-ready.ts';

/** A node as an attempt found it: which one it is, and the files that say what it runs (base64, by path). */
export interface NodeState {
  readonly name: string;
  readonly uid: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface ReviveOptions {
  readonly cluster: Cluster;
  readonly openNode: OpenNode;
  readonly nodes: readonly NodeState[];
  readonly signal: AbortSignal;
  /** How long nodes have to run again (ms). */
  readonly giveUpAfterMs?: number;
}

const scriptMs = 240_000;

/** Reads what every node of a cluster runs by. Rejects where there is no access to a node. */
export async function learnNodes(
  cluster: Cluster,
  openNode: OpenNode,
  signal: AbortSignal,
): Promise<readonly NodeState[]> {
  return Promise.all(
    (await listNodes(cluster, signal)).map(async ({ metadata: { name, uid } }) => {
      const { stdout } = await run(await openNode(name), name, listFiles, '', signal);
      const lines = stdout.split('\n').filter((line) => line !== '');
      const files = Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
      return { name, uid, files };
    }),
  );
}

/**
 * Starts again what was stopped on nodes: mounts over their configuration go, files are as they were, static Pods that were added go, kubelet and container runtime run
 * and answer, the control plane too. A Node that nobody's kubelet stands behind is deleted. Rejects with `cluster_broken` when a node does not run in time.
 */
export async function reviveNodes(options: ReviveOptions): Promise<void> {
  const { cluster, openNode, nodes, signal, giveUpAfterMs = 120_000 } = options;
  const until = Date.now() + giveUpAfterMs;
  await Promise.all(
    nodes.map(async ({ name, files }) => {
      const input = Object.entries(files)
        .map(([path, content]) => `${path} ${content}\n`)
        .join('');
      const { exitCode, stdout, stderr } = await run(await openNode(name), name, restoreFiles, input, signal);
      if (exitCode !== 0) throw broken(name, (stderr || stdout).trim().split('\n').at(-1) ?? '');
    }),
  );
  await removeForeign(cluster, nodes, until, signal);
  await untilReady({ cluster, nodes, signal, giveUpAfterMs: until - Date.now() });
}

async function run(
  node: NodeAccess,
  name: string,
  script: string,
  input: string,
  signal: AbortSignal,
): ReturnType<NodeAccess['exec']> {
  try {
    return await node.exec(['bash', '-c', script], { input, timeoutMs: scriptMs, signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw broken(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
