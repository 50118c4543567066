import { z } from 'zod';
import { CellOutput, CellRun } from '../course/cell.ts';
import { Problem } from '../problem/problem.ts';
import { SandboxProfile } from './sandbox.ts';
import { Step } from '../step.ts';

/** queued → starting → ready → ended; failed and lost carry a problem and can be reset. */
export const PlaygroundState = z.enum(['queued', 'starting', 'ready', 'ended', 'failed', 'lost']);
export type PlaygroundState = z.infer<typeof PlaygroundState>;

/** The sandbox in which the cells of all lessons run: one for each student and profile. Times are ISO 8601 in UTC. */
export const Playground = z.object({
  id: z.string(),
  profile: SandboxProfile,
  state: PlaygroundState,
  createdAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
  /** Null until the cluster is ready: a student's time begins then. */
  expiresAt: z.iso.datetime().nullable(),
  /** How often the student may still ask for one more hour. */
  extensionsLeft: z.number().int().nonnegative(),
  sandbox: z.string().nullable(),
  steps: z.array(Step),
  problem: Problem.nullable(),
});
export type Playground = z.infer<typeof Playground>;

/** A playground in `GET /api/playgrounds`: one that `holdsPlace` keeps a cluster from everybody else, and ending it frees that. */
export const ListedPlayground = Playground.extend({ holdsPlace: z.boolean() });

/** What changes of a playground's times while it goes on. */
export const PlaygroundTimes = Playground.pick({ readyAt: true, expiresAt: true, extensionsLeft: true });
export type PlaygroundTimes = z.infer<typeof PlaygroundTimes>;

/** `POST /api/playgrounds` → 201 Playground; 200 with the one of this profile that is still alive. */
export const CreatePlayground = z.object({ profile: SandboxProfile.default('one-node') });
export type CreatePlayground = z.infer<typeof CreatePlayground>;

/** What `GET /api/playgrounds/:id/events` streams, by SSE and by WebSocket. The first event is always `playground`. */
export const PlaygroundEvent = z.discriminatedUnion('type', [
  /** `now` is the server's clock; `runs` are the runs that wait or run. */
  z.object({
    type: z.literal('playground'),
    playground: Playground,
    runs: z.array(CellRun),
    now: z.iso.datetime().optional(),
  }),
  z.object({ type: z.literal('state'), state: PlaygroundState, problem: Problem.nullable() }),
  z.object({ type: z.literal('step'), step: Step }),
  z.object({ type: z.literal('times'), ...PlaygroundTimes.shape }),
  /** A run began to wait, began, or ended. */
  z.object({ type: z.literal('run'), run: CellRun }),
  /** More output of a run, in order; what a page missed it gets from `GET /api/lessons/:module/:lesson/cells`. */
  z.object({ type: z.literal('output'), ...CellOutput.shape }),
]);
export type PlaygroundEvent = z.infer<typeof PlaygroundEvent>;
