import type { Lab } from '@drydock/lab';
import { nodeParameterPrefix } from '@drydock/model';
import type { OpenNode } from '../node.ts';

/** Returns the parameters that are names of nodes, `node.worker` for one, of those that a lab uses: drawn by the cluster that an attempt has, and kept as long as it. */
export async function nodeParameters(
  { namedNodes = [] }: Pick<Lab, 'namedNodes'>,
  openNode: OpenNode,
): Promise<Record<string, string>> {
  const entries = await Promise.all(
    namedNodes.map(async (part) => {
      const { name } = await openNode(part);
      return name === undefined ? [] : [[`${nodeParameterPrefix}${part}`, name] as const];
    }),
  );
  return Object.fromEntries(entries.flat());
}
