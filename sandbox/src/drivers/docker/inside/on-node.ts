import { dockerExec, type DockerExecOptions, type RunResult, tryDockerExec } from '@drydock/host';

/** What the first process of a node has not (images/node/node-guard): powers over the host. `docker exec` would give them back to a command. */
const hostPowers = ['sys_time', 'sys_module', 'sys_boot', 'sys_rawio', 'wake_alarm', 'block_suspend'];
const withoutHostPowers = ['setpriv', `--bounding-set=${hostPowers.map((name) => `-${name}`).join(',')}`];

/** Runs a command on a node of a sandbox that a student may have had, with no more powers than the node has itself; returns stdout, or rejects when it fails. */
export function onNode(node: string, argv: readonly string[], options?: DockerExecOptions): Promise<string> {
  return dockerExec(node, [...withoutHostPowers, ...argv], options);
}

/** Like `onNode`, but any exit code is a result. */
export function tryOnNode(node: string, argv: readonly string[], options?: DockerExecOptions): Promise<RunResult> {
  return tryDockerExec(node, [...withoutHostPowers, ...argv], options);
}
