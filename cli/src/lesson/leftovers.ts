import type { ExecAccess } from '@drydock/sandbox';
import { z } from 'zod';

/** All that a lesson could leave: objects of the cluster, marks on nodes, files in the student's home. One line each. */
export type Belongings = ReadonlySet<string>;

/** What comes and goes on its own. */
const fleeting =
  /^(?:events|ipaddresses|leases|endpoints|endpointslices|componentstatuses|certificatesigningrequests|controllerrevisions)(?:\.|$)|\.metrics\.k8s\.io$/;

const script = String.raw`set -eu
kinds() { kubectl api-resources --verbs=list --no-headers -o name "--namespaced=$1"; }
echo '# kinds true'; kinds true
echo '# kinds false'; kinds false
echo '# nodes'
kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.metadata.labels}{"\n"}{range .spec.taints[*]}{.metadata.name} taint {.key}{"\n"}{end}{end}'
echo '# files'
cd "$HOME"; find . -mindepth 1 \( -path ./.kube/cache -o -path ./.cache -o -path ./.local -o -path ./.drydock \) -prune -o \( -type f -o -type d \) ! -name .bash_history ! -name .viminfo ! -name '.lesshst' -print
cd /tmp; find . -mindepth 1 -maxdepth 1 -user student -printf '/tmp/%f\n'`;

/** Reads what there is in a sandbox. */
export async function readBelongings(workspace: ExecAccess, signal: AbortSignal): Promise<Belongings> {
  const { stdout, stderr, exitCode } = await workspace.exec(['bash', '-c', script], { signal, timeoutMs: 60_000 });
  if (exitCode !== 0) throw new Error(`What is in the sandbox could not be read: ${stderr.trim()}`);
  const sections = new Map(
    stdout
      .split(/^# /m)
      .slice(1)
      .map((part): [string, readonly string[]] => {
        const [title = '', ...lines] = part.trimEnd().split('\n');
        return [title, lines];
      }),
  );
  const kindsOf = (title: string): string =>
    (sections.get(title) ?? []).filter((kind) => !fleeting.test(kind)).join(',');
  const objects = await Promise.all([
    listObjects(workspace, ['--all-namespaces', kindsOf('kinds true')], signal),
    listObjects(workspace, [kindsOf('kinds false')], signal),
  ]);
  const nodes = (sections.get('nodes') ?? []).flatMap(marksOf);
  const files = (sections.get('files') ?? []).map((path) => `file ${path.replace(/^\.\//, '~/')}`);
  return new Set([...objects.flat(), ...nodes, ...files]);
}

/** One line for each label and taint of a node. */
function marksOf(line: string): readonly string[] {
  const [, node = '', labels] = /^(\S+) (\{.*\})$/.exec(line) ?? [];
  if (labels === undefined) return line === '' ? [] : [`node ${line}`];
  const pairs = Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(labels)));
  return pairs.map(([name, value]) => `node ${node} label ${name}=${value}`);
}

async function listObjects(
  workspace: ExecAccess,
  what: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const columns = 'K:.kind,NS:.metadata.namespace,N:.metadata.name,OWNER:.metadata.ownerReferences[0].kind';
  const argv = ['kubectl', 'get', '--no-headers', '-o', `custom-columns=${columns}`, ...what] as const;
  const { stdout, stderr, exitCode } = await workspace.exec(argv, { signal, timeoutMs: 60_000 });
  if (exitCode !== 0) throw new Error(`The objects of the cluster could not be read: ${stderr.trim()}`);
  return stdout.split('\n').flatMap((line) => {
    const [kind = '', namespace = '', name = '', owner] = line.trim().split(/\s+/);
    // What has an owner goes with it, and its name is drawn.
    if (name === '' || (owner !== '<none>' && kind !== 'Namespace')) return [];
    return [namespace === '<none>' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`];
  });
}

/** What is there and was not before, or the other way round. What is in a new namespace is told by the namespace. */
export function leftOver(before: Belongings, after: Belongings, ownFiles: ReadonlySet<string>): readonly string[] {
  const isOwn = (line: string): boolean => line.startsWith('file ~/') && ownFiles.has(line.slice('file ~/'.length));
  const added = [...after].filter((line) => !before.has(line) && !isOwn(line));
  const spaces = added.flatMap((line) => /^Namespace (\S+)$/.exec(line)?.[1] ?? []);
  const removed = [...before].filter((line) => !after.has(line));
  return [
    ...added.filter((line) => !spaces.some((space) => line.includes(` ${space}/`))),
    ...removed.map((line) => `${line} (removed)`),
  ];
}
