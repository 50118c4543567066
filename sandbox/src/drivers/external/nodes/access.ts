import { quoteCommand } from '@drydock/host';
import type { NodeAccess } from '../../../driver.ts';
import { fail as failOfSandbox } from '../../../text/fail.ts';
import { tryOnNode } from '../../docker/inside/on-node.ts';
import { addressOf } from './find.ts';
import type { NodeContainer } from './node-container.ts';

/** The names of nodes in a profile, in the order in which the driver lists them. */
const parts = (index: number): string => ['control-plane', 'worker'][index] ?? `worker${index}`;

/** Root on one node of a cluster that is lent, by its name in Kubernetes or in the profile; the first without a name. */
export function nodeAccess(id: string, nodes: readonly NodeContainer[], name?: string): NodeAccess {
  const found =
    name === undefined ? nodes[0] : nodes.find((node, index) => name === node.name || name === parts(index));
  if (!found) {
    const names = nodes.map((node) => node.name).join(', ');
    throw failOfSandbox('not_found', (text) => text.noNode(id, String(name), names));
  }
  return {
    name: found.name,
    // timeout(1) on the node ends what a request that is given up would leave running; it returns 124, or 137 when it had to kill.
    async exec(argv, { input, timeoutMs = 30_000, signal } = {}) {
      const inside = ['timeout', '--kill-after=1', `${timeoutMs / 1000}`, ...argv];
      const startedAt = performance.now();
      const result = await tryOnNode(found.container, inside, { input, signal, timeoutMs: timeoutMs + 5000 });
      const isOver = performance.now() - startedAt >= timeoutMs;
      if (isOver && (result.exitCode === 124 || result.exitCode === 137))
        throw failOfSandbox('timeout', (text) => text.slowCommand(quoteCommand(argv), found.name, timeoutMs / 1000));
      return result;
    },
    address: (options) => addressOf(found, options),
  };
}
