import type { Playground, PlaygroundEvent, SandboxProfile } from '@drydock/model';
import { noConnection } from '../api/connection.ts';
import { followEvents } from '../api/follow.ts';
import { readPlayground, readPlaygroundEvent, readPlaygrounds } from '../api/playground-guards.ts';
import { request, type Outcome } from '../api/request.ts';
import { createStore } from '../state/store.ts';
import { applyPlaygroundEvent, isAlive, newPlaygroundView, type PlaygroundBusy, type PlaygroundView } from './state.ts';

/** The playground of the lesson page, shared by all its islands. */
export const playgroundStore = createStore<PlaygroundView>(newPlaygroundView);

let profile: SandboxProfile = 'one-node';
let following: { id: string; stop: AbortController; retryNow(): void } | undefined;
let tell: (event: PlaygroundEvent) => void = () => undefined;

/** The address of a playground in the API. */
export function playgroundPath(id: string): string {
  return `/playgrounds/${encodeURIComponent(id)}`;
}

/** Looks for the student's playground of this profile and follows it. Never makes one. `onEvent` hears all that happens in it. */
export async function openPlayground(wanted: SandboxProfile, onEvent: (event: PlaygroundEvent) => void): Promise<void> {
  profile = wanted;
  tell = onEvent;
  const found = await request('GET', '/playgrounds', readPlaygrounds);
  // A lesson can be read without a server: one that does not answer is told when a cell is run.
  const own = found.ok && found.value.find((each) => each.profile === profile && isAlive(each));
  if (own && !playgroundStore.get().playground) adopt(own);
}

/** Asks for the playground: the one that is there, or a new one. */
export function startPlayground(): Promise<void> {
  return act('start', () => request('POST', '/playgrounds', readPlayground, { profile }), adopt);
}

/** Gives the student one more hour. */
export function extendPlayground(): Promise<void> {
  return act('extend', (path) => request('POST', `${path}/extend`, readPlayground), take);
}

/** Gets a clean cluster in place of this one. */
export function resetPlayground(): Promise<void> {
  return act('reset', (path) => request('POST', `${path}/reset`, readPlayground), adopt);
}

/** Gives the cluster back. */
export function endPlayground(): Promise<void> {
  return act(
    'end',
    (path) => request('DELETE', path, (value) => readPlayground(value) ?? 'over'),
    (left) => {
      // One that is still being ended is told by the stream.
      if (left === 'over') hear({ type: 'state', state: 'ended', problem: null });
      else take(left);
    },
  );
}

/** Tries the event stream again now. */
export function followAgain(): void {
  following?.retryNow();
}

/** Shows a problem that cannot be tried again from where it is shown. */
export function showPlaygroundProblem(problem: NonNullable<PlaygroundView['problem']>['problem']): void {
  playgroundStore.update((view) => ({ ...view, problem: { problem, retry: null } }));
}

/** Takes the shown problem away, and a playground that has ended with it. */
export function dismissPlayground(): void {
  playgroundStore.update((view) => ({
    ...view,
    problem: null,
    playground: isAlive(view.playground) ? view.playground : null,
  }));
}

function take(playground: Playground): void {
  playgroundStore.update((view) => ({ ...view, playground }));
}

function hear(event: PlaygroundEvent): void {
  playgroundStore.update((view) =>
    view.playground ? { ...view, playground: applyPlaygroundEvent(view.playground, event) } : view,
  );
  tell(event);
  if (playgroundStore.get().playground?.state === 'ended') leave();
}

function adopt(playground: Playground): void {
  take(playground);
  if (following?.id === playground.id) return following.retryNow();
  leave();
  if (!isAlive(playground)) return;
  const stop = new AbortController();
  const { retryNow } = followEvents(`${playgroundPath(playground.id)}/events`, {
    signal: stop.signal,
    read: readPlaygroundEvent,
    onEvent: hear,
    onConnection: (connection) => {
      playgroundStore.update((view) => ({ ...view, connection }));
      if (connection.state === 'waiting') void assure(playground.id);
    },
  });
  following = { id: playground.id, stop, retryNow };
}

// An event stream cannot say why it was refused: a playground the server does not know any more is asked for here.
async function assure(id: string): Promise<void> {
  const found = await request('GET', playgroundPath(id), readPlayground);
  if (found.ok || (found.status !== 404 && found.status !== 403) || following?.id !== id) return;
  hear({ type: 'state', state: 'ended', problem: found.problem });
}

function leave(): void {
  following?.stop.abort();
  following = undefined;
  playgroundStore.update((view) => ({ ...view, connection: noConnection }));
}

async function act<T>(
  busy: PlaygroundBusy,
  call: (path: string) => Promise<Outcome<T>>,
  onValue: (value: T) => void,
): Promise<void> {
  const { busy: other, playground } = playgroundStore.get();
  if (other) return;
  playgroundStore.update((view) => ({ ...view, busy, problem: null }));
  const outcome = await call(playgroundPath(playground?.id ?? ''));
  playgroundStore.update((view) => ({ ...view, busy: null }));
  if (outcome.ok) return onValue(outcome.value);
  const retry = () => void act(busy, call, onValue);
  playgroundStore.update((view) => ({ ...view, problem: { problem: outcome.problem, retry } }));
}
