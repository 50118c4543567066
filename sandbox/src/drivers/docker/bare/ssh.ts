import { dockerExec } from '@drydock/host';
import type { SandboxSpec } from '../../../driver.ts';
import { onNode } from '../inside/on-node.ts';
import { containerName, unfinishedWorkspacePart } from '../names.ts';
import { nodeContainers } from '../nodes.ts';
import type { DockerSettings } from '../settings.ts';
import { student } from '../workspace.ts';

/**
 * Lets the student in the workspace onto machines without a cluster as root, by SSH, as one would reach machines that are to become nodes: `ssh worker`. Elsewhere
 * a Pod does this, see node-shell in images/workspace/.
 */
export async function openMachines(settings: DockerSettings, spec: SandboxSpec, signal: AbortSignal): Promise<void> {
  const parts = Object.values(settings.maker.nodes(spec.profile));
  const nodes = nodeContainers(settings, spec.id, spec.profile);
  const config = parts.map((part) => {
    const name = containerName(spec.id, part);
    return `Host ${part} ${name}\n  HostName ${name}\n  User root\n  StrictHostKeyChecking accept-new\n  LogLevel ERROR\n`;
  });
  const script = [
    'set -eu',
    'umask 077 && mkdir -p ~/.ssh && cd ~/.ssh',
    'cat >config',
    `printf '%s\\n' ${nodes.join(' ')} >machines`,
    "ssh-keygen -q -t ed25519 -N '' -C student -f id_ed25519",
    'cat id_ed25519.pub',
  ];
  const workspace = containerName(spec.id, unfinishedWorkspacePart);
  const { user, home } = student;
  const key = await dockerExec(workspace, ['bash', '-c', script.join('\n')], {
    user,
    env: { HOME: home },
    input: config.join('\n'),
    signal,
  });
  const letIn = 'umask 077 && mkdir -p /root/.ssh && cat >/root/.ssh/authorized_keys && systemctl start ssh.service';
  await Promise.all(nodes.map((node) => onNode(node, ['bash', '-c', letIn], { input: key, signal })));
}
