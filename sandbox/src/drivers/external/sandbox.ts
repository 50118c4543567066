import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryRun } from '@drydock/host';
import { profileShape } from '@drydock/model';
import type { Sandbox } from '../../driver.ts';
import { demandCapability } from '../../lack.ts';
import { fail as failOfSandbox } from '../../text/fail.ts';
import { foundSandbox } from '../docker/inside/found-sandbox.ts';
import { containerName, workspacePart } from '../docker/names.ts';
import type { Found } from '../docker/survey.ts';
import { openLent } from './cluster/open.ts';
import { clusterUid } from './cluster/uid.ts';
import { nodeAccess } from './nodes/access.ts';
import { readRecord, type Record } from './record.ts';
import type { ExternalSettings } from './settings.ts';
import { fail } from './text/fail.ts';
import { studentKubeconfig } from './workspace/student-kubeconfig.ts';

/** The sandbox as it was found, with what one can do with it. */
export function sandboxOf(settings: ExternalSettings, found: Found, isCurrent: boolean): Sandbox {
  const { id } = found;
  const { info } = settings;
  return {
    // Its cluster is not Docker's to stop.
    ...foundSandbox(settings.docker, { ...found, isStopped: false, isCurrent }, info.name),
    async kubeconfig(audience) {
      const { context, token } = await demandRecord(settings, id);
      using lent = await openLent(settings, context);
      return audience === 'grader' ? lent.context.kubeconfig : studentKubeconfig(lent.context, token);
    },
    async node(name) {
      demandCapability(info, 'nodeShell');
      return nodeAccess(id, (await demandRecord(settings, id)).containers, name);
    },
    pausedNodes: [],
    async pauseNode() {
      demandCapability(info, 'pauseNodes');
    },
    async resumeNode() {
      demandCapability(info, 'pauseNodes');
    },
    // Only the cluster's own audit log has that, which is not ours to read.
    lastApiUse: async () => undefined,
    registry() {
      demandCapability(info, 'registry');
      throw failOfSandbox('not_found', (text) => text.registryStopped);
    },
    // It was there before: nothing starts with it.
    settled: async () => undefined,
    collectLogs: (directory) => collectLogs(settings, found, directory),
  };
}

/** Resolves when the API server of a sandbox answers, and it is the cluster that was lent. */
export async function apiAnswers(settings: ExternalSettings, id: string, signal?: AbortSignal): Promise<void> {
  const { context, cluster } = await demandRecord(settings, id);
  using lent = await openLent(settings, context);
  await lent.ask('/readyz', { signal });
  if ((await clusterUid(lent)) !== cluster) throw fail('sandbox_lost', (text) => text.otherCluster(context));
}

async function demandRecord(settings: ExternalSettings, id: string): Promise<Record & { readonly token: string }> {
  const record = await readRecord(settings, id);
  if (record?.token === undefined) throw failOfSandbox('sandbox_lost', (text) => text.partGone(id, 'lease.json'));
  return { ...record, token: record.token };
}

/** Writes what Docker knows of the workspace, and what the API server knows of the nodes; what cannot be read is left out, with the reason in its place. */
async function collectLogs(settings: ExternalSettings, { id, profile }: Found, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const write = async (file: string, read: () => Promise<string>): Promise<void> =>
    writeFile(join(directory, file), await read().catch((error: unknown) => `${String(error)}\n`));
  const workspace = containerName(id, workspacePart);
  const docker = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await tryRun('docker', args, { timeoutMs: 20_000 });
    return stdout + stderr;
  };
  await write('workspace.inspect.json', () => docker('inspect', workspace));
  await write('workspace.console.log', () => docker('logs', '--timestamps', '--tail', '5000', workspace));
  for (const node of profileShape[profile].nodes) {
    for (const kind of ['nodes', 'pods', 'events'])
      await write(`${node}.${kind}.json`, async () => {
        using lent = await openLent(settings, (await demandRecord(settings, id)).context);
        return JSON.stringify((await lent.ask(`/api/v1/${kind}`)).body, undefined, 1);
      });
  }
}
