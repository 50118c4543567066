import type { Cluster } from '@drydock/cluster';
import type { LabCatalogue, LessonHeads } from '@drydock/lab';
import type { Sandbox, SandboxDriver } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
import type { KeptCells } from '../cells/kept.ts';
import type { Playgrounds } from '../playgrounds/playgrounds.ts';
import type { Store } from '../attempts/store.ts';
import type { ProgressBook } from '../course/progress.ts';
import type { Solutions } from '../course/solutions.ts';
import type { Database } from '../database/open.ts';
import type { EventSource } from '../http/event-source.ts';
import { describeRoutes } from '../http/openapi.ts';
import type { ErrorLog } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Recordings } from '../recordings/recordings.ts';
import { attemptPlace } from '../view/attempt-place.ts';
import { playgroundPlace } from '../view/playground-place.ts';
import type { Views } from '../view/views.ts';
import { attemptRoutes } from './attempts.ts';
import { cellRoutes } from './cells.ts';
import { courseRoutes } from './course.ts';
import { attemptEvents, eventRoute } from './events.ts';
import { healthRoutes } from './health.ts';
import { playgroundEvents, playgroundRoutes, unready } from './playgrounds.ts';
import { recordingRoutes } from './recordings.ts';
import { submissionRoutes } from './submissions.ts';
import { type ViewAddress, viewObjectRoute, viewSource } from './view.ts';

/** What the routes are made from. */
export interface RouteDeps {
  readonly attempts: Attempts;
  readonly catalogue: LabCatalogue;
  readonly database: Database;
  readonly driver: SandboxDriver;
  readonly keptCells: KeptCells;
  readonly lessons: LessonHeads;
  readonly playgrounds: Playgrounds;
  readonly progress: ProgressBook;
  readonly recordings: Recordings;
  readonly relay: Relay;
  readonly sessions: Sessions;
  readonly solutions: Solutions;
  readonly store: Store;
  readonly views: Views;
  readonly connect: (sandbox: Sandbox) => Promise<Cluster>;
  /** The path of everything that is served. */
  readonly base: string;
  readonly heartbeatMs: number;
  readonly closing: AbortSignal;
  readonly log: ErrorLog;
}

/** Everything that is streamed, by SSE as a route and by WebSocket. */
export function eventSources(deps: RouteDeps): readonly EventSource[] {
  const { attempts, playgrounds, views, log } = deps;
  return [
    attemptEvents(attempts),
    playgroundEvents(playgrounds),
    ...viewAddresses(deps).map((address) => viewSource(address, views, log)),
  ];
}

/** Whose clusters can be looked at. */
function viewAddresses({ attempts, playgrounds }: RouteDeps): readonly ViewAddress[] {
  return [
    { path: '/api/attempts/:id', tag: 'attempts', place: attemptPlace(attempts), problems: ['attempt_unknown'] },
    { path: '/api/playgrounds/:id', tag: 'playgrounds', place: playgroundPlace(playgrounds), problems: unready },
  ];
}

/** Every route of the server, with the one that describes them all, itself too. */
export function allRoutes(deps: RouteDeps): readonly Route[] {
  const { attempts, catalogue, database, driver, progress, recordings, relay, sessions, solutions, store, log } = deps;
  const routes = [
    ...attemptRoutes(attempts, relay, recordings, driver),
    ...recordingRoutes(attempts, recordings),
    ...submissionRoutes(store),
    ...eventSources(deps).map((source) => eventRoute(source, deps.heartbeatMs, deps.closing)),
    ...viewAddresses(deps).map((address) => viewObjectRoute(address, deps.connect)),
    ...playgroundRoutes(deps.playgrounds, relay, driver),
    ...cellRoutes(deps.playgrounds, deps.keptCells, deps.lessons, driver.info),
    ...courseRoutes({ labs: catalogue.labs, driver: driver.info, progress, solutions, sessions }),
    ...healthRoutes({ database, driver, catalogue, log }),
  ];
  let document: unknown;
  routes.push(
    defineRoute({
      method: 'GET',
      path: '/api/openapi.json',
      action: 'server.describe',
      tag: 'health',
      summary: 'This document',
      answers: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) } },
      handle: () => ({ status: 200, body: (document ??= describeRoutes(routes, deps.base)) }),
    }),
  );
  return routes;
}
