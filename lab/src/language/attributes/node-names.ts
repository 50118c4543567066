import { profileShape, type SandboxProfile } from '@drydock/model';

/** Returns the parts that the nodes of a profile have: what `on` takes, and what `node.` of a parameter is followed by. */
export function nodeParts(profile: SandboxProfile): readonly string[] {
  return profileShape[profile].nodes;
}

/** Returns the field of `params.node` that holds the name of a node: `controlPlane` for `control-plane`. */
export function fieldOfNode(part: string): string {
  return part.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What is wrong with naming a node in a lab of this profile. */
export function flawOfNode(name: string, profile: SandboxProfile): { message: string; fix: string } | undefined {
  const { nodes } = profileShape[profile];
  if (nodes.length === 1)
    return {
      message: `The lab has one node, and this names ${name}.`,
      fix: 'Leave the node out, or write profile: three-nodes in the frontmatter.',
    };
  return flawOfPart(name, profile);
}

/** What is wrong with a part where each node may be named, also the only one. */
export function flawOfPart(name: string, profile: SandboxProfile): { message: string; fix: string } | undefined {
  const { nodes } = profileShape[profile];
  if (nodes.includes(name)) return undefined;
  return {
    message: `The lab has no node ${name}.`,
    fix:
      nodes.length === 1
        ? `Its node is ${nodes[0]}; there are more with profile: three-nodes.`
        : `Its nodes are ${nodes.join(', ')}.`,
  };
}

/** What is wrong with a block for the shell of this node: where there are several, one must be named. */
export function flawOfShell(
  name: string | undefined,
  profile: SandboxProfile,
): { message: string; fix: string } | undefined {
  const { nodes } = profileShape[profile];
  if (name !== undefined) return flawOfPart(name, profile);
  if (nodes.length === 1) return undefined;
  return {
    message: 'The block is for the shell of a node, and the lab has several.',
    fix: `Name one, as in \`\`\`sh node ${nodes.at(-1)}.`,
  };
}
