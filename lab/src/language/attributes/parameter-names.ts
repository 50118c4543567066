import { nodeParameterPrefix, type SandboxProfile } from '@drydock/model';
import { fieldOfNode, nodeParts } from './node-names.ts';

/** Returns the names that texts of a lab may use in braces: its own parameters, and `node.worker` for each node of its profile. */
export function parameterNames(head: {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly profile: SandboxProfile;
}): readonly string[] {
  const nodes = nodeParts(head.profile).map((part) => `${nodeParameterPrefix}${part}`);
  return [...Object.keys(head.parameters), ...nodes];
}

/** Returns the fields that `params` has in expressions, and those of its `node`. */
export function parameterFields(names: readonly string[]): {
  readonly own: readonly string[];
  readonly nodes: readonly string[];
} {
  const { nodes = [], own = [] } = Object.groupBy(names, (name) => (isOfNode(name) ? 'nodes' : 'own'));
  return { own, nodes: nodes.map((name) => fieldOfNode(name.slice(nodeParameterPrefix.length))) };
}

/** Returns `params` as expressions see it: `params.token`, and `params.node.worker` for the parameter `node.worker`. */
export function boundParameters(parameters: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(parameters);
  const nodes = entries
    .filter(([name]) => isOfNode(name))
    .map(([name, value]) => [fieldOfNode(name.slice(nodeParameterPrefix.length)), value]);
  return { ...Object.fromEntries(entries.filter(([name]) => !isOfNode(name))), node: Object.fromEntries(nodes) };
}

function isOfNode(name: string): boolean {
  return name.startsWith(nodeParameterPrefix);
}
