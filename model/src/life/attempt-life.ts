import type { AttemptState } from './attempt.ts';
import { type LifeEventOfAll, stepsThrough } from './life-table.ts';

/** What can happen to an attempt. */
export type LifeEvent =
  | LifeEventOfAll
  /** It has a cluster that was not used yet. */
  | 'claimed'
  /** The start state is wanted again, in the same cluster. */
  | 'reset'
  /** A new server goes on with what a stopped one had begun. */
  | 'resumed';

/** An attempt's life: what each event makes of each state. What is not named here cannot happen. */
export const attemptLife = {
  queued: {
    begun: 'starting',
    claimed: 'setup',
    replaced: 'queued',
    failed: 'failed',
    gone: 'lost',
    ended: 'ended',
  },
  starting: {
    claimed: 'setup',
    replaced: 'queued',
    resumed: 'setup',
    failed: 'failed',
    gone: 'lost',
    ended: 'ended',
  },
  setup: {
    prepared: 'ready',
    replaced: 'queued',
    resumed: 'setup',
    failed: 'failed',
    gone: 'lost',
    ended: 'ended',
  },
  ready: {
    unreachable: 'ready',
    reached: 'ready',
    reset: 'setup',
    replaced: 'queued',
    gone: 'lost',
    ended: 'ended',
  },
  lost: { reached: 'ready', replaced: 'queued', ended: 'ended' },
  failed: { replaced: 'queued', ended: 'ended' },
  ended: {},
} as const satisfies Record<AttemptState, Partial<Record<LifeEvent, AttemptState>>>;

/** The state after an event. Throws when the event is impossible in this state: that is a bug. */
export const nextState = stepsThrough<AttemptState, LifeEvent>(attemptLife, 'An attempt');
