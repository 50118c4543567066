import type { SandboxProfile } from '@drydock/model';

/** The nodes of a cluster, by the names that `on` takes. */
const nodesOf: Readonly<Record<SandboxProfile, readonly string[]>> = {
  'one-node': ['control-plane'],
  'three-nodes': ['control-plane', 'worker', 'worker2'],
};

/** What is wrong with naming a node in a lab of this profile. */
export function flawOfNode(name: string, profile: SandboxProfile): { message: string; fix: string } | undefined {
  const nodes = nodesOf[profile];
  if (nodes.length === 1)
    return {
      message: `The lab has one node, and this names ${name}.`,
      fix: 'Leave the node out, or write profile: three-nodes in the frontmatter.',
    };
  if (nodes.includes(name)) return undefined;
  return { message: `The lab has no node ${name}.`, fix: `Its nodes are ${nodes.join(', ')}.` };
}
