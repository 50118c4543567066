import { manifestOf, openObjects } from '@drydock/cluster';
import type { Cluster } from '@drydock/cluster';
import { type ErrorCode, readableKinds, type ViewEvent, ViewObjectQuery } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { z } from 'zod';
import type { EventSource } from '../http/event-source.ts';
import type { ErrorLog } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { fail } from '../text/fail.ts';
import { followView, type ViewPlace } from '../view/follow.ts';
import type { Views } from '../view/views.ts';

/** A place and its address: `/api/attempts/:id`. */
export interface ViewAddress {
  readonly path: string;
  readonly tag: string;
  readonly place: ViewPlace;
  readonly problems: readonly ErrorCode[];
}

/** The live picture of the cluster of a place. */
export function viewSource(
  { path, tag, place, problems }: ViewAddress,
  views: Views,
  log: ErrorLog,
): EventSource<ViewEvent> {
  return {
    path: `${path}/view`,
    tag,
    summary:
      'Server-sent events of the cluster: `event:` is the type, `data:` a ViewEvent. A snapshot of all objects comes first, then what changes, within 50 ms; the same by WebSocket. While it is open the cluster is not frozen.',
    action: 'view.read',
    problems,
    noun: 'ViewEvent',
    open: async (access, id, tell) => ({ first: [], close: await followView({ place, views, log }, access, id, tell) }),
  };
}

/** One object of the cluster of a place as YAML. */
export function viewObjectRoute(
  { path, tag, place, problems }: ViewAddress,
  connect: (sandbox: Sandbox) => Promise<Cluster>,
): Route {
  return defineRoute({
    method: 'GET',
    path: `${path}/view/object`,
    action: 'view.read',
    tag,
    summary: 'An object of the cluster as YAML, without its managed fields',
    params: z.object({ id: z.string().max(64) }),
    query: ViewObjectQuery,
    answers: { 200: { description: 'The object', type: 'application/yaml; charset=utf-8' } },
    problems: [...problems, 'not_found', 'cluster_unreachable', 'no_cluster'],
    async handle({ params, query: { kind, namespace, name }, access }) {
      using cluster = await connect(await place.sandbox(access, params.id));
      const found = await openObjects(cluster).get({
        apiVersion: readableKinds[kind],
        kind,
        name,
        ...(namespace !== undefined && { namespace }),
      });
      if (!found) throw fail('not_found', (text) => text.objectGone(kind, name));
      return { status: 200, body: manifestOf(found) };
    },
  });
}
