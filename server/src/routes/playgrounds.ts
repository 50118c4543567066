import { CreatePlayground, type DriverInfo, ListedPlayground, Playground, type PlaygroundEvent } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import type { EventSource } from '../http/event-source.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Playgrounds } from '../playgrounds/playgrounds.ts';
import { fail } from '../text/fail.ts';
import { sandboxRoutes } from './sandbox.ts';
import { PlaceParams, type SandboxPlace } from './sandbox-place.ts';

/** Why a playground cannot be worked with now. */
export const unready = [
  'playground_unknown',
  'playground_not_ready',
  'sandbox_lost',
  'docker_unavailable',
  'timeout',
  'aborted',
] as const;

/** Whether a cluster is made or kept for this playground, which nobody else can have meanwhile. */
function holdsPlace({ state, sandbox }: Playground): boolean {
  return state === 'starting' || (state === 'ready' && sandbox !== null);
}

function playgroundSandbox(playgrounds: Playgrounds, { hasNodeShells }: DriverInfo): SandboxPlace {
  return {
    path: '/api/playgrounds/:id',
    tag: 'playgrounds',
    kubeconfigAction: 'playground.kubeconfig',
    problems: unready,
    sandbox: (access, id) => playgrounds.sandboxOf(access, id),
    async forTerminal(access, id, kind) {
      const sandbox = await playgrounds.sandboxOf(access, id);
      if (kind === 'node' && !hasNodeShells) throw fail('forbidden', (text) => text.noPlaygroundNodeShell);
      return sandbox;
    },
  };
}

/** A playground's events; the first is the whole playground with the runs that go on. */
export function playgroundEvents(playgrounds: Pick<Playgrounds, 'subscribe'>): EventSource<PlaygroundEvent> {
  return {
    path: '/api/playgrounds/:id/events',
    tag: 'playgrounds',
    summary:
      'Server-sent events of a playground and its cells: `event:` is the type, `data:` a PlaygroundEvent. The first is the whole playground; output that was missed is in the kept cells of the lesson.',
    action: 'playground.read',
    problems: ['playground_unknown'],
    noun: 'PlaygroundEvent',
    async open(access, id, tell) {
      const { first, unsubscribe } = await playgrounds.subscribe(access, id, tell);
      return { first: [first], close: unsubscribe };
    },
  };
}

/** Everything a student does with a playground, but its cells and the stream of its events. */
export function playgroundRoutes(playgrounds: Playgrounds, relay: Relay, driver: SandboxDriver): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/playgrounds',
      action: 'playground.create',
      tag: 'playgrounds',
      summary: 'Get the cluster in which cells of lessons run: the living one of this profile, or a new one',
      body: CreatePlayground.default(CreatePlayground.parse({})),
      answers: {
        201: { description: 'A new playground; its cluster is being prepared', schema: Playground },
        200: { description: 'The playground of this profile that is alive already', schema: Playground },
      },
      problems: ['capability_missing', 'no_disk'],
      async handle({ body, access }) {
        const { playground, isNew } = await playgrounds.create(access, body.profile);
        return { status: isNew ? 201 : 200, body: playground };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/playgrounds',
      action: 'playground.list',
      tag: 'playgrounds',
      summary: 'The living playgrounds of this student',
      answers: { 200: { description: 'Playgrounds, the oldest first', schema: z.array(ListedPlayground) } },
      handle: ({ access }) => ({
        status: 200,
        body: playgrounds.list(access).map((each) => ({ ...each, holdsPlace: holdsPlace(each) })),
      }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/playgrounds/:id',
      action: 'playground.read',
      tag: 'playgrounds',
      summary: 'A playground as it is now',
      params: PlaceParams,
      answers: { 200: { description: 'The playground', schema: Playground } },
      problems: ['playground_unknown'],
      handle: async ({ params, access }) => ({ status: 200, body: await playgrounds.get(access, params.id) }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/playgrounds/:id',
      action: 'playground.end',
      tag: 'playgrounds',
      summary: 'End a playground in any state and remove its cluster; outputs are kept',
      params: PlaceParams,
      answers: {
        204: { description: 'It has ended' },
        202: { description: 'It is being ended; the stream of events tells when it has', schema: Playground },
      },
      problems: ['playground_unknown'],
      async handle({ params, access }) {
        const { playground, isOver } = await playgrounds.remove(access, params.id);
        return isOver ? { status: 204 } : { status: 202, body: playground };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/playgrounds/:id/extend',
      action: 'playground.extend',
      tag: 'playgrounds',
      summary: 'One more hour, as often as the course allows',
      params: PlaceParams,
      answers: { 200: { description: 'The playground with its new end', schema: Playground } },
      problems: ['playground_unknown', 'playground_not_ready', 'conflict', 'no_disk'],
      handle: async ({ params, access }) => ({ status: 200, body: await playgrounds.extend(access, params.id) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/playgrounds/:id/reset',
      action: 'playground.reset',
      tag: 'playgrounds',
      summary: 'A clean cluster in the place of this one; what runs in it is lost',
      params: PlaceParams,
      answers: { 202: { description: 'The playground, now getting another cluster', schema: Playground } },
      problems: ['playground_unknown', 'playground_not_ready', 'no_disk'],
      handle: async ({ params, access }) => ({ status: 202, body: await playgrounds.reset(access, params.id) }),
    }),
    ...sandboxRoutes(playgroundSandbox(playgrounds, driver.info), relay, driver),
  ];
}
