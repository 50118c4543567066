/** What the first process of a node has not (images/node/node-guard): powers over the host. `docker exec` would give them back to a command. */
const hostPowers = ['sys_time', 'sys_module', 'sys_boot', 'sys_rawio', 'wake_alarm', 'block_suspend'];
const withoutHostPowers = ['setpriv', `--bounding-set=${hostPowers.map((name) => `-${name}`).join(',')}`];

/** Arguments of `docker exec` for a command on a node of a sandbox that a student may have had: no more powers than the node has itself. */
export function onNode(node: string, argv: readonly string[], options: readonly string[] = []): readonly string[] {
  return ['exec', ...options, node, ...withoutHostPowers, ...argv];
}
