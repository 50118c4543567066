import type { Cluster } from '@drydock/cluster';
import { inspect, listFiles } from './node-scripts.ts';
import type { NodeAccess, OpenNode } from '../node.ts';
import { broken, listNodes } from './nodes-ready.ts';

/** A node as an attempt found it: its identity, and the files that decide what it runs (base64, by path). */
export interface NodeState {
  readonly name: string;
  readonly uid: string;
  readonly files: Readonly<Record<string, string>>;
}

const scriptMs = 30_000;

/** Reads the state of every node of a cluster. Rejects when there is no access to a node. */
export async function learnNodes(
  cluster: Cluster,
  openNode: OpenNode,
  signal: AbortSignal,
): Promise<readonly NodeState[]> {
  return Promise.all(
    (await listNodes(cluster, signal)).map(async ({ metadata: { name, uid } }) => {
      const { stdout } = await run(await openNode(name), name, listFiles, '', signal);
      return { name, uid, files: filesIn(stdout.split('\n').filter((line) => line !== '')) };
    }),
  );
}

/** Describes what has changed on the nodes themselves; changes nothing. Needs no API server. */
export async function inspectNodes(
  openNode: OpenNode,
  nodes: readonly NodeState[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const changes = await Promise.all(
    nodes.map(async ({ name, files }) => {
      const { exitCode, stdout, stderr } = await run(await openNode(name), name, inspect, '', signal);
      if (exitCode !== 0) throw broken(name, (stderr || stdout).trim().split('\n').at(-1) ?? '');
      const lines = stdout.split('\n').filter((line) => line !== '');
      const { notes = [], seen = [] } = Object.groupBy(lines, (line) => (line.startsWith('! ') ? 'notes' : 'seen'));
      const now = filesIn(seen);
      // A mount hides files: it explains more than what it hides.
      const isMount = (path: string): number => (path.startsWith('mount:') ? 0 : 1);
      const paths = [...new Set([...Object.keys(files), ...Object.keys(now)])].toSorted(
        (a, b) => isMount(a) - isMount(b),
      );
      const at = (what: string): string => `${what} (node ${name})`;
      return {
        notes: notes.map((line) => at(line.slice(2))),
        files: paths.filter((path) => files[path] !== now[path]).map(at),
      };
    }),
  );
  return [...changes.flatMap(({ notes }) => notes), ...changes.flatMap((change) => change.files)];
}

/** Returns the Node objects that were deleted, recreated, or written by hand. */
export async function changedNodes(
  cluster: Cluster,
  nodes: readonly NodeState[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = (await listNodes(cluster, signal)).map(({ metadata }) => metadata);
  const gone = nodes.filter(({ uid }) => !found.some((now) => now.uid === uid));
  const foreign = found.filter((now) => !nodes.some(({ name }) => name === now.name));
  return [...gone, ...foreign].map(({ name }) => `Node ${name}`);
}

/** Parses lines of `path base64`. */
function filesIn(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
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
