import type { LabCatalogue } from '@drydock/lab';
import type { SandboxDriver } from '@drydock/sandbox';
import type { Relay } from '@drydock/terminal';
import { z } from 'zod';
import type { Attempts } from '../attempts/attempts.ts';
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
import { attemptRoutes } from './attempts.ts';
import { courseRoutes } from './course.ts';
import { eventRoute } from './events.ts';
import { healthRoutes } from './health.ts';
import { recordingRoutes } from './recordings.ts';
import { submissionRoutes } from './submissions.ts';

/** What the routes are made from. */
export interface RouteDeps {
  readonly attempts: Attempts;
  readonly catalogue: LabCatalogue;
  readonly database: Database;
  readonly driver: SandboxDriver;
  readonly progress: ProgressBook;
  readonly recordings: Recordings;
  readonly relay: Relay;
  readonly sessions: Sessions;
  readonly solutions: Solutions;
  readonly store: Store;
  /** What is streamed. */
  readonly sources: readonly EventSource[];
  readonly heartbeatMs: number;
  readonly closing: AbortSignal;
  readonly log: ErrorLog;
}

/** Every route of the server, with the one that describes them all, itself too. */
export function allRoutes(deps: RouteDeps): readonly Route[] {
  const { attempts, catalogue, database, driver, progress, recordings, relay, sessions, solutions, store, log } = deps;
  const routes = [
    ...attemptRoutes(attempts, relay, recordings),
    ...recordingRoutes(attempts, recordings),
    ...submissionRoutes(store),
    ...deps.sources.map((source) => eventRoute(source, deps.heartbeatMs, deps.closing)),
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
      handle: () => ({ status: 200, body: (document ??= describeRoutes(routes)) }),
    }),
  );
  return routes;
}
