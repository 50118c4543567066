import type { PlaygroundState } from './playground.ts';

/** What can happen to a playground. */
export type PlaygroundLifeEvent =
  /** A cluster is being made for it: it waits no longer. */
  | 'begun'
  /** It has a cluster, and cells run. */
  | 'prepared'
  /** The cluster or its host does not answer; nothing is lost. */
  | 'unreachable'
  /** The cluster answers (again). */
  | 'reached'
  /** A clean cluster is wanted in the place of the one it has, or was to get. */
  | 'replaced'
  /** What was to make it ready went wrong. */
  | 'failed'
  /** Its cluster is gone from the host. */
  | 'gone'
  /** By the student, by its time, or because nobody came back. */
  | 'ended';

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
export function nextPlaygroundState(state: PlaygroundState, event: PlaygroundLifeEvent): PlaygroundState {
  const ways: Partial<Record<PlaygroundLifeEvent, PlaygroundState>> = playgroundLife[state];
  const next = ways[event];
  if (next === undefined) throw new Error(`A playground in the state '${state}' cannot be '${event}'.`);
  return next;
}
