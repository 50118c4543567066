import { daemonRefusal, docker, quoteCommand, tryRun } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import type { ExecAccess, ExecOptions, ExecResult, NodeAccess } from '../../../driver.ts';
import { clusterName, containerName, workspacePart } from '../names.ts';
import type { DockerSettings } from '../settings.ts';
import { onNode } from './on-node.ts';
import { student } from '../workspace.ts';
import { fail } from '../../../text/fail.ts';

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
    ...execAccess(container, (argv, options) => onNode(container, argv, options)),
    async address({ signal } = {}) {
      const format = `{{with index .NetworkSettings.Networks "${clusterName(id)}"}}{{.IPAddress}}{{end}}`;
      return (await docker(['inspect', '--format', format, container], { signal })).trim();
    },
  };
}

/** The student in the workspace. */
export function workspaceAccess(id: string): ExecAccess {
  const container = containerName(id, workspacePart);
  return execAccess(container, (argv, options) => ['exec', ...options, ...studentArguments, container, ...argv]);
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
  how: (argv: readonly string[], options: readonly string[]) => readonly string[],
): ExecAccess {
  return {
    name: container,
    async exec(argv, { input, timeoutMs = 30_000, signal }: ExecOptions = {}): Promise<ExecResult> {
      const inside = ['timeout', '--kill-after=1', `${timeoutMs / 1000}`, ...argv];
      const args = how(inside, input === undefined ? [] : ['--interactive']);
      const startedAt = performance.now();
      const result = await tryRun('docker', args, { input, signal, timeoutMs: timeoutMs + 5000 });
      const refusal = daemonRefusal(['docker', ...args], result);
      if (refusal) throw refusal;
      const isOver = performance.now() - startedAt >= timeoutMs;
      if (isOver && (result.exitCode === 124 || result.exitCode === 137)) {
        throw fail('timeout', (text) => text.slowCommand(quoteCommand(argv), container, timeoutMs / 1000));
      }
      return result;
    },
  };
}
