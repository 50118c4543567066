import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryRun } from '@drydock/host';
import { clusterName } from './names.ts';
import { onNode } from './on-node.ts';
import { type Part, readParts } from './survey.ts';

/** What is asked about a container; a frozen one answers only the first two. */
const questions: readonly {
  file: string;
  isAsked: (part: Part) => boolean;
  args: (name: string) => readonly string[];
}[] = [
  { file: 'inspect.json', isAsked: () => true, args: (name) => ['inspect', name] },
  { file: 'console.log', isAsked: () => true, args: (name) => ['logs', '--timestamps', '--tail', '5000', name] },
  {
    file: 'journal.log',
    isAsked: isNode,
    args: (name) => onNode(name, ['journalctl', '--no-pager', '--lines', '5000']),
  },
  {
    file: 'cluster.log',
    isAsked: isControlPlane,
    args: (name) =>
      onNode(name, [
        'kubectl',
        '--kubeconfig',
        '/etc/kubernetes/admin.conf',
        'get',
        'nodes,pods,events',
        '--all-namespaces',
        '--output',
        'wide',
      ]),
  },
];

/** Writes `<container>.<question>` for every container of the sandbox; an answer that cannot be had holds the reason. */
export async function collectLogs(id: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const part of await readParts(id)) {
    for (const { file, args } of questions.filter(({ isAsked }) => isAsked(part))) {
      const answer = await ask(args(part.name));
      await writeFile(join(directory, `${part.name.slice(clusterName(id).length + 1)}.${file}`), answer);
    }
  }
}

async function ask(args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await tryRun('docker', args, { timeoutMs: 20_000 });
    return stdout + stderr;
  } catch (error) {
    return `${String(error)}\n`;
  }
}

function isControlPlane({ part }: Part): boolean {
  return part === 'control-plane';
}

function isNode({ part }: Part): boolean {
  return part === 'control-plane' || part.startsWith('worker');
}
