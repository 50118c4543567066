import { type LifeEventOfAll, stepsThrough } from './life-table.ts';
import type { PlaygroundState } from './playground.ts';

/** What can happen to a playground. */
export type PlaygroundLifeEvent = LifeEventOfAll;

/** A playground's life: what each event makes of each state. What is not named here cannot happen. */
export const playgroundLife = {
  queued: { begun: 'starting', prepared: 'ready', replaced: 'queued', failed: 'failed', ended: 'ended' },
  starting: { prepared: 'ready', replaced: 'queued', failed: 'failed', ended: 'ended' },
  ready: { unreachable: 'ready', reached: 'ready', replaced: 'queued', gone: 'lost', ended: 'ended' },
  lost: { reached: 'ready', replaced: 'queued', ended: 'ended' },
  failed: { replaced: 'queued', ended: 'ended' },
  ended: {},
} as const satisfies Record<PlaygroundState, Partial<Record<PlaygroundLifeEvent, PlaygroundState>>>;

/** The state after an event. Throws when the event is impossible in this state: that is a bug. */
export const nextPlaygroundState = stepsThrough<PlaygroundState, PlaygroundLifeEvent>(playgroundLife, 'A playground');
