import { demandDocker, type DockerExecOptions, quoteCommand, type RunResult, tryDockerExec } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import { z } from 'zod';
import type { ExecAccess, ExecOptions, ExecResult, NodeAccess } from '../../../driver.ts';
import { clusterName, containerName, workspacePart } from '../names.ts';
import type { DockerSettings } from '../settings.ts';
import { tryOnNode } from './on-node.ts';
import { student } from '../workspace.ts';
import { fail } from '../../../text/fail.ts';

const Inspection = z.object({
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
});

/** Root on one node of the sandbox. */
export function nodeAccess({ maker }: DockerSettings, id: string, profile: SandboxProfile, name?: string): NodeAccess {
  const nodes = Object.entries(maker.nodes(profile));
  // The cluster calls its nodes as their containers are called.
  const found =
    name === undefined ? nodes[0] : nodes.find(([own, part]) => name === own || name === containerName(id, part));
  if (!found) {
    const names = nodes.map(([own]) => own).join(', ');
    throw fail('not_found', (text) => text.noNode(id, String(name), names));
  }
  const container = containerName(id, found[1]);
  return {
    ...execAccess(container, tryOnNode),
    async address({ signal } = {}) {
      const command = ['docker', 'inspect', container];
      const read = await demandDocker({ command, method: 'GET', path: `/containers/${container}/json` }, { signal });
      return Inspection.parse(read).NetworkSettings.Networks[clusterName(id)]?.IPAddress ?? '';
    },
  };
}

/** The student in the workspace. */
export function workspaceAccess(id: string): ExecAccess {
  const container = containerName(id, workspacePart);
  const { user, home } = student;
  const how = { user, workdir: home, env: { HOME: home } };
  return execAccess(container, (name, argv, options) => tryDockerExec(name, argv, { ...how, ...options }));
}

/** An interactive login shell of the student. */
export function workspaceShell(id: string): readonly [string, ...string[]] {
  return [
    'docker',
    'exec',
    '--interactive',
    '--tty',
    ...studentArguments,
    containerName(id, workspacePart),
    'bash',
    '--login',
  ];
}

const studentArguments = ['--user', student.user, '--workdir', student.home, '--env', `HOME=${student.home}`];

/** timeout(1) inside the container ends what a killed `docker exec` would leave running; it returns 124, or 137 when it had to kill. */
function execAccess(
  container: string,
  execute: (container: string, argv: readonly string[], options: DockerExecOptions) => Promise<RunResult>,
): ExecAccess {
  return {
    name: container,
    async exec(argv, { input, timeoutMs = 30_000, signal }: ExecOptions = {}): Promise<ExecResult> {
      const inside = ['timeout', '--kill-after=1', `${timeoutMs / 1000}`, ...argv];
      const startedAt = performance.now();
      const result = await execute(container, inside, { input, signal, timeoutMs: timeoutMs + 5000 });
      const isOver = performance.now() - startedAt >= timeoutMs;
      if (isOver && (result.exitCode === 124 || result.exitCode === 137)) {
        throw fail('timeout', (text) => text.slowCommand(quoteCommand(argv), container, timeoutMs / 1000));
      }
      return result;
    },
  };
}
