import { dialSocket } from '@drydock/host';
import type { Sandbox } from '../../../driver.ts';
import type { DockerSettings } from '../settings.ts';
import type { Found } from '../survey.ts';
import { agentSocket } from '../workspace.ts';
import { workspaceAccess, workspaceShell } from './node.ts';

type FoundSandbox = Pick<
  Sandbox,
  | 'id'
  | 'profile'
  | 'lifetime'
  | 'createdAt'
  | 'state'
  | 'isStopped'
  | 'isClaimed'
  | 'isCurrent'
  | 'driver'
  | 'agent'
  | 'workspace'
  | 'shellCommand'
>;

/** Returns what is alike in every sandbox whose workspace is a container of Docker, whatever its cluster is. */
export function foundSandbox(settings: DockerSettings, found: Found, driver: string): FoundSandbox {
  const { id, profile, lifetime, createdAt, state, isStopped, isClaimed, isCurrent } = found;
  return {
    id,
    profile,
    lifetime,
    createdAt,
    state,
    isStopped,
    isClaimed,
    isCurrent,
    driver,
    agent: () => dialSocket(agentSocket(settings, id)),
    workspace: () => workspaceAccess(id),
    shellCommand: () => workspaceShell(id),
  };
}
