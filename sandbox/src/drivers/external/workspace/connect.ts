import { askDocker, demandDocker, refusedByDocker, tryDockerExec } from '@drydock/host';
import { z } from 'zod';
import type { SandboxSpec } from '../../../driver.ts';
import { clusterName, containerName, unfinishedWorkspacePart } from '../../docker/names.ts';
import { student, writeKubeconfig } from '../../docker/workspace.ts';
import type { OneContext } from '../kubeconfig/one-context.ts';
import { fail } from '../text/fail.ts';
import { studentKubeconfig } from './student-kubeconfig.ts';
import { type Way, waysTo } from './ways.ts';

const Network = z.object({
  IPAM: z.object({ Config: z.array(z.object({ Gateway: z.string().optional() })).nullable() }),
});

/** Gives the workspace a kubeconfig that works in it: each way to the API server is tried from there, and the first that answers stays. */
export async function connectWorkspace(
  spec: SandboxSpec,
  { context, token, signal }: { readonly context: OneContext; readonly token: string; readonly signal: AbortSignal },
): Promise<void> {
  const ways = await waysTo(context, await gatewayOf(spec.id));
  for (const way of ways) {
    if (way.network !== undefined) await join('connect', way.network, spec.id);
    await writeKubeconfig(spec, await studentKubeconfig(context, token, way), signal);
    if (await answers(spec.id, signal)) return;
    if (way.network !== undefined) await join('disconnect', way.network, spec.id);
  }
  const tried = [...new Set(ways.map(wordsOf))];
  throw fail('cluster_unreachable', (text) => text.unreachableInside(context.name, context.server.href, tried));
}

function wordsOf({ server, network }: Way): string {
  return network === undefined ? server : `${server} (${network})`;
}

/** Whether the API server answers the student in the workspace. */
async function answers(id: string, signal: AbortSignal): Promise<boolean> {
  const { user, home } = student;
  const argv = ['kubectl', 'get', '--raw', '/readyz', '--request-timeout=5s'];
  const how = { user, env: { HOME: home }, signal, timeoutMs: 20_000 };
  const { exitCode } = await tryDockerExec(containerName(id, unfinishedWorkspacePart), argv, how);
  return exitCode === 0;
}

async function join(verb: 'connect' | 'disconnect', network: string, id: string): Promise<void> {
  const container = containerName(id, unfinishedWorkspacePart);
  const command = ['docker', 'network', verb, network, container];
  const asked = {
    command,
    method: 'POST',
    path: `/networks/${network}/${verb}`,
    body: { Container: container },
  } as const;
  const { refusal } = await askDocker(asked);
  if (refusal !== undefined) throw refusedByDocker(command, refusal);
}

async function gatewayOf(id: string): Promise<string> {
  const name = clusterName(id);
  const read = await demandDocker({
    command: ['docker', 'network', 'inspect', name],
    method: 'GET',
    path: `/networks/${name}`,
  });
  return Network.parse(read).IPAM.Config?.[0]?.Gateway ?? '';
}
