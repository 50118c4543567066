import type { AttemptState } from './attempt.ts';

/** What can happen to an attempt. */
export type LifeEvent =
  /** A cluster is being made for it: it waits no longer. */
  | 'begun'
  /** It has a cluster that was not used yet. */
  | 'claimed'
  /** The start state is there and every check was read once. */
  | 'prepared'
  /** The cluster or its host does not answer; nothing is lost. */
  | 'unreachable'
  /** The cluster answers (again). */
  | 'reached'
  /** The start state is wanted again, in the same cluster. */
  | 'reset'
  /** A new cluster is wanted in the place of the one it has, or was to get. */
  | 'replaced'
  /** A new server goes on with what a stopped one had begun. */
  | 'resumed'
  /** What was to make it ready went wrong. */
  | 'failed'
  /** Its cluster is gone from the host. */
  | 'gone'
  /** By the student, by its time, or because the student never came back. */
  | 'ended';

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
export function nextState(state: AttemptState, event: LifeEvent): AttemptState {
  const ways: Partial<Record<LifeEvent, AttemptState>> = attemptLife[state];
  const next = ways[event];
  if (next === undefined) throw new Error(`An attempt in the state '${state}' cannot be '${event}'.`);
  return next;
}
