import type { SandboxNode } from '@drydock/model';
import { has, type Outcome, request } from '../api/request.ts';
import { type Place, placePath } from './place.ts';

function readNodes(value: unknown): SandboxNode[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((each): each is SandboxNode => has(each, 'name', 'state', 'canPause'));
}

/** Asks which nodes of a sandbox are paused. */
export function askNodes(place: Place): Promise<Outcome<SandboxNode[]>> {
  return request('GET', `${placePath(place)}/nodes`, readNodes);
}

/** Pauses a node, or has it go on. */
export function changeNode(place: Place, node: string, state: SandboxNode['state']): Promise<Outcome<SandboxNode[]>> {
  return request('PUT', `${placePath(place)}/nodes/${encodeURIComponent(node)}`, readNodes, { state });
}

/** The node of the sandbox that Kubernetes calls by this name: `drydock-….-worker` is `worker`. */
export function nodeNamed(nodes: readonly SandboxNode[], name: string): SandboxNode | undefined {
  return nodes.find((node) => name === node.name || name.endsWith(`-${node.name}`));
}
