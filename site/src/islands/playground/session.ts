import { applyPlaygroundEvent, type Playground, type PlaygroundEvent, type SandboxProfile } from '@drydock/model';
import { readPlayground, readPlaygroundEvent, readPlaygrounds } from '../api/playground-guards.ts';
import { request } from '../api/request.ts';
import { createLeaseSession, leasePath } from '../lease/lease-session.ts';
import { createStore } from '../state/store.ts';
import { isAlive, newPlaygroundView, type PlaygroundView } from './state.ts';

/** The playground of the lesson page, shared by all its islands. */
export const playgroundStore = createStore<PlaygroundView>(newPlaygroundView);

let profile: SandboxProfile = 'one-node';
let tell: (event: PlaygroundEvent) => void = () => undefined;

const lease = createLeaseSession({
  store: playgroundStore,
  collection: 'playgrounds',
  read: readPlayground,
  readEvent: readPlaygroundEvent,
  current: ({ playground }) => playground,
  onEvent: hear,
  onLost: (problem) => hear({ type: 'state', state: 'ended', problem }),
});

/** The address of a playground in the API. */
export function playgroundPath(id: string): string {
  return leasePath('playgrounds', id);
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
  return lease.start('start', { profile }, adopt);
}

/** Gives the student one more hour. */
export function extendPlayground(): Promise<void> {
  return lease.change('extend', take);
}

/** Gets a clean cluster in place of this one. */
export function resetPlayground(): Promise<void> {
  return lease.change('reset', adopt);
}

/** Gives the cluster back. */
export function endPlayground(): Promise<void> {
  return lease.end('end', (left) => {
    // One that is still being ended is told by the stream.
    if (left === 'over') hear({ type: 'state', state: 'ended', problem: null });
    else take(left);
  });
}

/** Tries the event stream again now. */
export const followAgain = lease.retryNow;

/** Shows a problem that cannot be tried again from where it is shown. */
export function showPlaygroundProblem(problem: NonNullable<PlaygroundView['problem']>['problem']): void {
  lease.showProblem(problem);
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
}

function adopt(playground: Playground): void {
  take(playground);
  lease.follow(playground);
}
