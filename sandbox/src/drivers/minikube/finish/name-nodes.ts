import { dockerExec } from '@drydock/host';
import type { SandboxProfile } from '@drydock/model';
import { containerName, unfinishedWorkspacePart } from '../../docker/names.ts';
import { nodeParts } from '../parts.ts';

const program = '/usr/local/bin/node-shell';

/** Has `node-shell worker` of the workspace lead to the node that minikube calls `…-m02`: terminals and labs know nodes by their names in the profile. */
export async function nameNodes(id: string, profile: SandboxProfile): Promise<void> {
  const others = Object.entries(nodeParts(profile)).filter(([name, part]) => name !== part);
  if (others.length === 0) return;
  const cases = others.map(([name, part]) => `${name}) set -- ${containerName(id, part)} ;;`);
  const wrapper = ['#!/bin/bash', `case \${1-} in`, ...cases, 'esac', `exec ${program}.course "$@"`, ''].join('\n');
  const script = `mv ${program} ${program}.course && cat >${program} && chmod 755 ${program}`;
  const workspace = containerName(id, unfinishedWorkspacePart);
  await dockerExec(workspace, ['sh', '-c', script], { user: '0:0', input: wrapper });
}
