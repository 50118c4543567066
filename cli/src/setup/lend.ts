import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { writeAtomically } from '@drydock/host';
import { CourseError } from '@drydock/model';
import type { ClusterSketch, Context } from '@drydock/sandbox/external';
import { z } from 'zod';
import { ownKubeconfigFiles } from './external.ts';

/** The clusters whose owner has said yes, by the uid of their namespace kube-system; and those of them whose nodes may be entered. */
const Lent = z.object({ clusters: z.array(z.string()), entered: z.array(z.string()).default([]) });
type Lent = z.infer<typeof Lent>;

/** How the owner of a cluster is asked. */
export interface LendOptions {
  readonly context: string;
  /** Whether the nodes may be entered too. */
  readonly nodeAccess: 'docker' | undefined;
  readonly dataDirectory: string;
  /** The name given with `--confirm`. */
  readonly confirmed: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Has the user lend the cluster of a context, by its name: what Drydock does there is said first. A cluster is asked about once for each data folder, and once more before its nodes are entered. Rejects with what keeps the cluster
 * from being reached, or when the user does not lend it.
 */
export async function demandLent({
  context,
  nodeAccess,
  dataDirectory,
  confirmed,
  signal,
}: LendOptions): Promise<void> {
  const { sketchCluster } = await import('@drydock/sandbox/external');
  const sketch = await sketchCluster({ kubeconfigFiles: await ownKubeconfigFiles() }, context, { signal });
  const file = join(dataDirectory, 'lent-clusters.json');
  const known = await readLent(file);
  const isEntered = nodeAccess !== undefined;
  if ((isEntered ? known.entered : known.clusters).includes(sketch.uid)) return;
  process.stderr.write(`${describeLoan(context, sketch, isEntered)}\n`);
  if ((confirmed ?? (await askName(signal))) !== context) throw notLent(context);
  const clusters = [...new Set([...known.clusters, sketch.uid])];
  const entered = isEntered ? [...known.entered, sketch.uid] : known.entered;
  await writeAtomically(file, JSON.stringify({ clusters, entered } satisfies Lent));
}

/** Describes what lending a cluster means, before it is lent. */
export function describeLoan(
  context: string,
  { server, version, nodes, namespaces }: ClusterSketch,
  isEntered: boolean,
): string {
  const others = namespaces.length === 0 ? 'none' : namespaces.join(', ');
  const several =
    nodes.length === 1 ? '' : `\n  * The labs are proved on a cluster of one node; this one has ${nodes.length}.`;
  const entered = isEntered
    ? `
  * Students and labs enter its nodes as root, which is root on this machine for whoever means it. When the lab ends, what they changed, added or removed in /etc, /root, /home and /srv is put back, and files they made elsewhere are removed. What they change below /usr and /opt stays, as do settings of the kernel.`
    : '';
  return `The context ${context} leads to ${server}: Kubernetes ${version}, ${nodes.length === 1 ? 'one node' : `${nodes.length} nodes`}.
Namespaces that are not Kubernetes' own: ${others}.
If you lend it, for the time of each lab the cluster is the student's alone:
  * The student is its administrator. One student has it at a time.
  * When the lab is reset or ends, what is younger than the lab is removed: namespaces, cluster-scoped objects, and objects in the namespace default, whoever made them.
  * What was there before stays. The student is kept from changing it, against mistakes and not against intent. Labels and taints of nodes are put back.${entered}${several}
Do not lend a cluster that somebody else uses meanwhile.`;
}

/** Draws the contexts of the user's kubeconfig, and how to lend one. */
export function drawContexts(contexts: readonly Context[], files: readonly string[]): string {
  if (contexts.length === 0)
    return `There is no context in ${files.join(', ')}. Start a cluster (minikube start, k3d cluster create, …), or set KUBECONFIG.`;
  const width = Math.max(...contexts.map(({ name }) => name.length));
  const rows = contexts.map(
    ({ name, server, isCurrent }) => `${isCurrent ? '*' : ' '} ${name.padEnd(width)}  ${server}`,
  );
  return `${rows.join('\n')}\nLend one to Drydock: npm start -- --driver external --context NAME`;
}

async function readLent(file: string): Promise<Lent> {
  try {
    return Lent.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return { clusters: [], entered: [] }; // None was lent yet, or the file is damaged: the user is asked again.
  }
}

/** Asks the user at the keyboard for the name; undefined without a keyboard. */
async function askName(signal: AbortSignal): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await reader.question('Type the name of the context to lend it: ', { signal })).trim();
  } finally {
    reader.close();
  }
}

function notLent(context: string): CourseError {
  return new CourseError(
    'forbidden',
    `The cluster of the context ${JSON.stringify(context)} was not lent.`,
    `Type the name of the context when you are asked, or add \`--confirm ${context}\` where no keyboard is.`,
  );
}
