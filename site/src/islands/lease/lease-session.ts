import type { Problem } from '@drydock/model';
import { type Connection, noConnection } from '../api/connection.ts';
import { followEvents } from '../api/follow.ts';
import { type Guard, type Outcome, request } from '../api/request.ts';
import type { Store } from '../state/store.ts';

/** What a page draws of its hold on a cluster, beside the attempt or playground itself. */
export interface LeaseView<Busy extends string> {
  /** What the student is waiting for. */
  busy: Busy | null;
  problem: { problem: Problem; retry: (() => void) | null } | null;
  connection: Connection;
}

/** The view of a page that has just been opened. */
export const newLeaseView = { busy: null, problem: null, connection: noConnection } as const;

/** What an attempt and a playground have in common. */
interface Lease {
  readonly id: string;
  readonly state: string;
}

interface LeaseOptions<L extends Lease, Event, Busy extends string, View extends LeaseView<Busy>> {
  store: Store<View>;
  /** Where the API has them. */
  collection: 'attempts' | 'playgrounds';
  read: Guard<L>;
  readEvent: (message: string) => { now?: string; event?: Event };
  /** The one that the page shows. */
  current: (view: View) => L | null;
  onEvent: (event: Event) => void;
  /** The server does not know it any more. */
  onLost: (problem: Problem) => void;
}

/** A student's hold on a cluster as a page has it: its events, and what the student asks of it. */
export interface LeaseSession<L, Busy extends string> {
  /** Follows the events of this one until it has ended; one that is followed already is asked for at once. */
  follow(lease: L): void;
  /** Tries the event stream again now. */
  readonly retryNow: () => void;
  /** Asks for the one that is there, or a new one. */
  start(busy: Busy, body: unknown, take: (lease: L) => void): Promise<void>;
  /** Asks for something with the lease as it is then: one more hour, a reset. */
  change(what: Busy & ('extend' | 'reset'), take: (lease: L) => void): Promise<void>;
  /** Gives the cluster back; `take` gets what is left while it is still being ended. */
  end(busy: Busy, take: (left: L | 'over') => void): Promise<void>;
  /** Makes one request at a time; one that fails is shown with a way to try it again. */
  act<T>(busy: Busy, call: (path: string) => Promise<Outcome<T>>, take: (value: T) => void): Promise<void>;
  /** Shows a problem, with a way to try again where there is one. */
  showProblem(problem: Problem, retry?: () => void): void;
}

/** The address of an attempt or a playground in the API. */
export function leasePath(collection: 'attempts' | 'playgrounds', id: string): string {
  return `/${collection}/${encodeURIComponent(id)}`;
}

/** Whether the server says that there is no such thing for this student. */
export function isUnknown({ status }: { status: number }): boolean {
  return status === 404 || status === 403;
}

/** Creates the session of a page, which follows at most one lease at a time. */
export function createLeaseSession<L extends Lease, Event, Busy extends string, View extends LeaseView<Busy>>(
  options: LeaseOptions<L, Event, Busy, View>,
): LeaseSession<L, Busy> {
  const { store, collection, read, readEvent, current, onEvent, onLost } = options;
  let following: { id: string; stop: AbortController; retryNow(): void } | undefined;

  const isOver = (): boolean => current(store.get())?.state === 'ended';

  function leave(): void {
    following?.stop.abort();
    following = undefined;
    store.update((view) => ({ ...view, connection: noConnection }));
  }

  // An event stream cannot say why it was refused: what the server does not know any more is asked for here.
  async function assure(id: string): Promise<void> {
    const found = await request('GET', leasePath(collection, id), read);
    if (found.ok || !isUnknown(found) || following?.id !== id) return;
    leave();
    onLost(found.problem);
  }

  const session: LeaseSession<L, Busy> = {
    follow(lease) {
      if (following?.id === lease.id) return following.retryNow();
      leave();
      if (lease.state === 'ended') return;
      const stop = new AbortController();
      const { retryNow } = followEvents(`${leasePath(collection, lease.id)}/events`, {
        signal: stop.signal,
        read: readEvent,
        onEvent(event) {
          onEvent(event);
          if (isOver()) leave();
        },
        onConnection(connection) {
          store.update((view) => ({ ...view, connection }));
          if (connection.state === 'waiting') void assure(lease.id);
        },
      });
      following = { id: lease.id, stop, retryNow };
    },
    retryNow: () => following?.retryNow(),
    start: (busy, body, take) => session.act(busy, () => request('POST', `/${collection}`, read, body), take),
    change: (what, take) => session.act(what, (path) => request('POST', `${path}/${what}`, read), take),
    end: (busy, take) =>
      session.act(
        busy,
        (path) => request('DELETE', path, (value) => read(value) ?? ('over' as const)),
        (left) => {
          take(left);
          if (isOver()) leave();
        },
      ),
    async act(busy, call, take) {
      if (store.get().busy) return;
      store.update((view) => ({ ...view, busy, problem: null }));
      const outcome = await call(leasePath(collection, current(store.get())?.id ?? ''));
      store.update((view) => ({ ...view, busy: null }));
      if (outcome.ok) take(outcome.value);
      else session.showProblem(outcome.problem, () => void session.act(busy, call, take));
    },
    showProblem: (problem, retry) => store.update((view) => ({ ...view, problem: { problem, retry: retry ?? null } })),
  };
  return session;
}
