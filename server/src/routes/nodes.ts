import { ChangeSandboxNode, SandboxNode } from '@drydock/model';
import type { Sandbox, SandboxDriver } from '@drydock/sandbox';
import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { nodesOf } from '../leases/nodes.ts';
import { PlaceParams, type SandboxPlace } from './sandbox-place.ts';

/** The nodes of a sandbox, and one of them stopped as a failure would stop it. */
export function nodeRoutes(place: SandboxPlace, driver: SandboxDriver): readonly Route[] {
  const { path, tag, problems } = place;

  /** The nodes as they are now: the sandbox of an attempt is as it was when it was attached. */
  async function nodesNow(sandbox: Sandbox): Promise<SandboxNode[]> {
    const now = (await driver.list()).find((each) => each.id === sandbox.id) ?? sandbox;
    return [...nodesOf(now, driver.info)];
  }

  return [
    defineRoute({
      method: 'GET',
      path: `${path}/nodes`,
      action: 'node.read',
      tag,
      summary: 'The nodes of the cluster, and which of them are paused',
      params: PlaceParams,
      answers: { 200: { description: 'Nodes, the control plane first', schema: z.array(SandboxNode) } },
      problems,
      handle: async ({ params, access }) => ({
        status: 200,
        body: await nodesNow(await place.sandbox(access, params.id)),
      }),
    }),
    defineRoute({
      method: 'PUT',
      path: `${path}/nodes/:node`,
      action: 'node.change',
      tag,
      summary: 'Pause a worker, as if it had failed, or have it go on',
      params: PlaceParams.extend({ node: z.string().max(64) }),
      body: ChangeSandboxNode,
      answers: { 200: { description: 'Nodes, the control plane first', schema: z.array(SandboxNode) } },
      problems: [...problems, 'not_found', 'conflict', 'capability_missing'],
      async handle({ params, body, access }) {
        const sandbox = await place.sandbox(access, params.id);
        if (body.state === 'paused') await sandbox.pauseNode(params.node);
        else await sandbox.resumeNode(params.node);
        return { status: 200, body: await nodesNow(sandbox) };
      },
    }),
  ];
}
