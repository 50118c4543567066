import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dialSocket } from '@drydock/host';
import { profileShape } from '@drydock/model';
import { stringify } from 'yaml';
import type { ExecAccess, Sandbox } from '../../driver.ts';
import type { FakeSettings } from './options.ts';
import { readRecord, type Record, writeRecord } from './record.ts';
import { demandCapability } from '../../lack.ts';
import { fail } from '../../text/fail.ts';

/** The record as a sandbox. The kubeconfig is well formed and leads nowhere; a test that needs an agent starts one at `fakeAgentSocket()`. */
export function sandboxOf(settings: FakeSettings, record: Record): Sandbox {
  const { isComplete: _isComplete, maker: _maker, isDeep: _isDeep, images, ...summary } = record;
  const { id } = record;
  const { info } = settings;

  async function changeNode(name: string, to: (others: readonly string[]) => readonly string[]): Promise<void> {
    demandCapability(info, 'pauseNodes');
    const { nodes } = profileShape[record.profile];
    if (!nodes.includes(name)) throw fail('not_found', (text) => text.noNode(id, name, nodes.join(', ')));
    if (name === nodes[0]) throw fail('conflict', (text) => text.onlyWorkers(name));
    const now = (await readRecord(settings.directory, id)) ?? record;
    const others = now.pausedNodes.filter((other) => other !== name);
    await writeRecord(settings.directory, { ...now, pausedNodes: [...to(others)] });
  }

  return {
    ...summary,
    isCurrent: images === settings.images,
    kubeconfig: async (audience) => kubeconfigOf(audience === 'grader' ? 'drydock-grader' : 'student'),
    agent: () => dialSocket(fakeAgentSocket(settings.directory, id)),
    async node(name = 'control-plane') {
      demandCapability(info, 'nodeShell');
      return { ...unreachable(`${id}-${name}`), address: async () => refuse(id) };
    },
    pauseNode: (name) => changeNode(name, (others) => [...others, name]),
    resumeNode: (name) => changeNode(name, (others) => others),
    lastApiUse: async () => settings.lastApiUse(id),
    workspace: () => unreachable(`${id}-workspace`),
    registry() {
      demandCapability(info, 'registry');
      return { start: async () => refuse(id), log: async () => refuse(id), stop: async () => undefined };
    },
    shellCommand: () => ['sh'],
    settled: async () => undefined,
    async collectLogs(directory) {
      await mkdir(directory, { recursive: true });
      await writeFile(join(directory, 'record.json'), JSON.stringify(record));
    },
  };
}

/** The Unix socket at which the agent of a simulated sandbox is looked for. */
export function fakeAgentSocket(directory: string, id: string): string {
  return join(directory, id, 'agent.sock');
}

function unreachable(name: string): ExecAccess {
  return { name, exec: async () => refuse(name) };
}

function refuse(name: string): never {
  throw fail('cluster_unreachable', (text) => text.simulated(name));
}

function kubeconfigOf(name: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'course', cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name, user: {} }],
    contexts: [{ name: 'course', context: { cluster: 'course', user: name, namespace: 'default' } }],
    'current-context': 'course',
  });
}
