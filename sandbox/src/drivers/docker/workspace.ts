import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { demandDocker, docker, dockerExec, tryRun } from '@drydock/host';
import { type CourseError, quoteCause } from '@drydock/model';
import type { SandboxSpec } from '../../driver.ts';
import {
  clusterName,
  containerName,
  labelArguments,
  type Labels,
  unfinishedWorkspacePart,
  workspacePart,
} from './names.ts';
import { agentDirectory, type DockerSettings } from './settings.ts';
import { withoutProxy } from './proxy.ts';
import { fail } from '../../text/fail.ts';

/** The student in the workspace; the image makes the same user. */
export const student = { user: '20001:20001', home: '/home/student' };

/** The capabilities that the agent needs to run shells as another user, give them a PTY, end them and read their directory. */
const capabilities = ['SETUID', 'SETGID', 'KILL', 'CHOWN', 'DAC_OVERRIDE'];

/** What a workspace's container may do, as arguments of `docker run`. */
export const workspaceRights: readonly string[] = [
  '--cap-drop',
  'ALL',
  ...capabilities.map((name) => `--cap-add=${name}`),
  '--security-opt',
  'no-new-privileges',
];

/** Starts the workspace on the sandbox's network under its unfinished name: its own limits, few capabilities, no environment but the image's. */
export async function startWorkspace(settings: DockerSettings, spec: SandboxSpec, labels: Labels): Promise<void> {
  const { memoryBytes, cpus, processes } = settings.workspaceLimits;
  const place = [
    '--name',
    containerName(spec.id, unfinishedWorkspacePart),
    '--hostname',
    'workspace',
    '--network',
    clusterName(spec.id),
  ];
  const limits = [
    '--memory',
    `${memoryBytes}`,
    '--memory-swap',
    `${memoryBytes}`,
    '--cpus',
    `${cpus}`,
    '--pids-limit',
    `${processes}`,
  ];
  const ulimits = ['--ulimit', 'nofile=8192:8192', '--ulimit', 'core=0:0'];
  const mount = ['--mount', `type=bind,source=${agentDirectory(settings, spec.id)},target=/run/drydock`];
  const how = [
    ...place,
    ...limits,
    ...ulimits,
    ...workspaceRights,
    ...mount,
    ...withoutProxy,
    ...labelArguments(labels),
  ];
  await docker(['run', '--detach', '--pull', 'never', '--restart', 'on-failure', ...how, settings.images.workspace]);
}

/** Resolves when the agent of a started workspace listens; rejects at once when the workspace has ended. */
export async function agentListens(settings: DockerSettings, spec: SandboxSpec, signal: AbortSignal): Promise<void> {
  const name = containerName(spec.id, unfinishedWorkspacePart);
  const deadline = performance.now() + 30_000;
  for (let round = 1; !(await isSocket(agentSocket(settings, spec.id))); round++) {
    if (round % 20 === 0) await demandRunning(name, signal);
    if (performance.now() > deadline) throw await neverListened(name, 'did not listen within 30 s');
    await delay(25, undefined, { signal });
  }
}

/** Writes the student's kubeconfig as the student, mode 0600. */
export async function writeKubeconfig(spec: SandboxSpec, kubeconfig: string, signal: AbortSignal): Promise<void> {
  const script = 'umask 077 && mkdir -p ~/.kube && cat > ~/.kube/config';
  const name = containerName(spec.id, unfinishedWorkspacePart);
  const { user, home } = student;
  await dockerExec(name, ['sh', '-c', script], { user, env: { HOME: home }, input: kubeconfig, signal });
}

/** Gives the workspace its final name: from here on the sandbox is complete. */
export async function finishWorkspace(spec: SandboxSpec): Promise<void> {
  const names = [containerName(spec.id, unfinishedWorkspacePart), containerName(spec.id, workspacePart)] as const;
  const [before, query] = [names[0], { name: names[1] }];
  const command = ['docker', 'rename', ...names];
  await demandDocker({ command, method: 'POST', path: `/containers/${before}/rename`, query });
}

/** The agent's socket on this host. */
export function agentSocket(settings: DockerSettings, id: string): string {
  return join(agentDirectory(settings, id), 'agent.sock');
}

async function demandRunning(name: string, signal: AbortSignal): Promise<void> {
  const state = await docker(['inspect', '--format', '{{.State.Status}} {{.RestartCount}}', name], { signal });
  if (!/^running [0-2]$/u.test(state.trim())) throw await neverListened(name, 'ended');
}

async function neverListened(name: string, what: 'ended' | 'did not listen within 30 s'): Promise<CourseError> {
  const { stdout, stderr } = await tryRun('docker', ['logs', '--tail', '50', name]);
  return fail('command_failed', (text) => text.agentSilent(name, what, quoteCause(`${stdout}${stderr}`)));
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isSocket();
  } catch {
    return false;
  }
}
