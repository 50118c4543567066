/** What can happen to an attempt and to a playground alike. */
export type LifeEventOfAll =
  /** A cluster is being made for it: it waits no longer. */
  | 'begun'
  /** It has a cluster, and what belongs into it is there. */
  | 'prepared'
  /** The cluster or its host does not answer; nothing is lost. */
  | 'unreachable'
  /** The cluster answers (again). */
  | 'reached'
  /** A new cluster is wanted in the place of the one it has, or was to get. */
  | 'replaced'
  /** What was to make it ready went wrong. */
  | 'failed'
  /** Its cluster is gone from the host. */
  | 'gone'
  /** By the student, by its time, or because the student never came back. */
  | 'ended';

/** A life: what each event makes of each state. What is not named in it cannot happen. */
type LifeTable<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;

/** Returns the function that looks up the state after an event. It throws when the event is impossible in the state: that is a bug. */
export function stepsThrough<State extends string, Event extends string>(
  life: LifeTable<State, Event>,
  whose: string,
): (state: State, event: Event) => State {
  return (state, event) => {
    const next = life[state][event];
    if (next === undefined) throw new Error(`${whose} in the state '${state}' cannot be '${event}'.`);
    return next;
  };
}
