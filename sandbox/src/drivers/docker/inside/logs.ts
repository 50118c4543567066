import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunResult, tryRun } from '@drydock/host';
import type { DockerSettings } from '../settings.ts';
import { tryOnNode } from './on-node.ts';
import { readParts } from '../survey.ts';

interface Question {
  readonly file: string;
  readonly of: 'every container' | 'nodes' | 'control plane';
  readonly ask: (name: string) => Promise<RunResult>;
}

/** The commands that describe a container; a frozen one answers only the first two. */
function questionsOf(adminKubeconfig: string): readonly Question[] {
  const get = ['kubectl', '--kubeconfig', adminKubeconfig, 'get', 'nodes,pods,events'];
  const how = { timeoutMs: 20_000 };
  return [
    { file: 'inspect.json', of: 'every container', ask: (name) => tryRun('docker', ['inspect', name], how) },
    {
      file: 'console.log',
      of: 'every container',
      ask: (name) => tryRun('docker', ['logs', '--timestamps', '--tail', '5000', name], how),
    },
    {
      file: 'journal.log',
      of: 'nodes',
      ask: (name) => tryOnNode(name, ['journalctl', '--no-pager', '--lines', '5000'], how),
    },
    {
      file: 'cluster.log',
      of: 'control plane',
      ask: (name) => tryOnNode(name, [...get, '--all-namespaces', '--output', 'wide'], how),
    },
  ];
}

/** Writes `<node>.<question>`, and `workspace.<question>`, for every container of the sandbox; an answer that cannot be had holds the reason. */
export async function collectLogs({ maker }: DockerSettings, id: string, directory: string): Promise<void> {
  const questions = questionsOf(maker.controlPlane.adminKubeconfig);
  const nodes = new Map(
    maker.info.profiles.flatMap((profile) =>
      Object.entries(maker.nodes(profile)).map(([node, part]) => [part, node] as const),
    ),
  );
  const isAsked = ({ of }: Question, part: string) =>
    of === 'every container' || (of === 'nodes' ? nodes.has(part) : part === maker.controlPlane.part);
  await mkdir(directory, { recursive: true });
  for (const { name, part } of await readParts(id)) {
    for (const question of questions.filter((each) => isAsked(each, part))) {
      await writeFile(
        join(directory, `${nodes.get(part) ?? part}.${question.file}`),
        await wordsOf(question.ask(name)),
      );
    }
  }
}

async function wordsOf(asked: Promise<RunResult>): Promise<string> {
  try {
    const { stdout, stderr } = await asked;
    return stdout + stderr;
  } catch (error) {
    return `${String(error)}\n`;
  }
}
