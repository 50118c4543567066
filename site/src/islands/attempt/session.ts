import type { Attempt, Problem, Progress } from '@drydock/model';
import { noConnection } from '../api/connection.ts';
import { followEvents } from '../api/follow.ts';
import { readAttempt, readEvent, readVerdict } from '../api/guards.ts';
import { request, type Outcome } from '../api/request.ts';
import { createStore } from '../state/store.ts';
import { recall, remember } from '../state/memory.ts';
import { loadProgress } from '../progress/progress.ts';
import { submitAtFullPoints } from './auto-submit.ts';
import { createJudge } from './judge.ts';
import { checkKey, newLabState, takeEvent, withAttempt, withVerdicts, type Busy, type LabState } from './state.ts';

/** The attempt of the lab page, shared by all its islands. */
export const labStore = createStore<LabState>(newLabState);

const judge = createJudge({
  store: labStore,
  fail: (problem, retry) => fail({ problem }, retry),
  onResult(kind) {
    rememberJudged();
    if (kind === 'submit') void loadProgress(true);
  },
});

/** Has everything read afresh; failures are shown from now on. */
export const checkAttempt = (): Promise<void> => judge.ask('check');

/** Submits the attempt. */
export const submitAttempt = (): Promise<void> => judge.ask('submit');

let labId = '';
let following: { id: string; stop: AbortController; retryNow(): void } | undefined;

/** Opens the page's lab: finds the student's attempt, live or last, and follows it. Called once. */
export async function openLab(lab: string): Promise<void> {
  labId = lab;
  submitAtFullPoints(labStore, () => void submitAttempt());
  await findAttempt();
}

async function findAttempt(): Promise<void> {
  const progress = await loadProgress();
  const id = progress.ok
    ? (progress.value.labs[labId]?.attempt ?? recall<string | null>(`attempt.${labId}`, null))
    : null;
  if (!progress.ok) return fail(progress, () => void findAttempt());
  labStore.update((state) => ({ ...state, problem: null }));
  if (!id) return labStore.update((state) => ({ ...state, isKnown: true }));
  const found = await request('GET', `/attempts/${encodeURIComponent(id)}`, readAttempt);
  if (found.ok) return adopt(found.value);
  if (found.status !== 404 && found.status !== 403) return fail(found, () => void findAttempt());
  labStore.update((state) => ({ ...state, isKnown: true }));
}

/** Takes up the attempt of an answer and follows it. */
function adopt(attempt: Attempt): void {
  remember(`attempt.${labId}`, attempt.id);
  labStore.update((state) => withRemembered(withAttempt(state, attempt)));
  if (following?.id === attempt.id) return following.retryNow();
  following?.stop.abort();
  following = undefined;
  if (attempt.state === 'ended') return;
  const stop = new AbortController();
  const { retryNow } = followEvents(`/attempts/${encodeURIComponent(attempt.id)}/events`, {
    signal: stop.signal,
    read: readEvent,
    onEvent: (event) => {
      labStore.update((state) => takeEvent(state, event));
      judge.follow(event);
      if (labStore.get().attempt?.state === 'ended') leave();
    },
    onConnection: (connection) => {
      labStore.update((state) => ({ ...state, connection }));
      if (connection.state === 'waiting') void assureAttempt(attempt.id);
    },
  });
  following = { id: attempt.id, stop, retryNow };
}

// An event stream cannot say why it was refused: an attempt the server does not know any more is asked for here.
async function assureAttempt(id: string): Promise<void> {
  const found = await request('GET', `/attempts/${encodeURIComponent(id)}`, readAttempt);
  if (found.ok || (found.status !== 404 && found.status !== 403) || following?.id !== id) return;
  leave();
  labStore.update((state) => ({ ...withAttempt(state, null), problem: { problem: found.problem, retry: null } }));
}

function leave(): void {
  following?.stop.abort();
  following = undefined;
  labStore.update((state) => ({ ...state, connection: noConnection }));
}

/** Starts an attempt, or joins the one that is still alive. */
export function startAttempt(): Promise<void> {
  return act('start', () => request('POST', '/attempts', readAttempt, { lab: labId }), adopt);
}

/** Gives the student one more hour. */
export function extendAttempt(): Promise<void> {
  return act(
    'extend',
    (path) => request('POST', `${path}/extend`, readAttempt),
    (attempt) => labStore.update((state) => withAttempt(state, attempt)),
  );
}

/** Brings the cluster back to the start state. */
export function resetAttempt(): Promise<void> {
  return act(
    'reset',
    (path) => request('POST', `${path}/reset`, readAttempt),
    (attempt) => {
      labStore.update((state) => ({ ...withAttempt(state, attempt), judged: new Set() }));
      rememberJudged();
    },
  );
}

/** Gives the sandbox back. */
export function endAttempt(): Promise<void> {
  return act(
    'end',
    (path) => request('DELETE', path, (value) => readAttempt(value) ?? 'over'),
    (left) => {
      // One that is still being ended is told by the stream; a page that ended it itself needs no explanation.
      if (left !== 'over') return;
      labStore.update((state) =>
        state.attempt ? takeEvent(state, { type: 'state', state: 'ended', problem: null }) : state,
      );
      void loadProgress(true);
    },
  );
}

/** Reveals one more hint of a check. */
export function revealHint(task: string, check: string): Promise<void> {
  return act(
    `hint ${checkKey({ task, check })}`,
    (path) => request('POST', `${path}/hints`, readVerdict, { task, check }),
    (verdict) => labStore.update((state) => withVerdicts(state, [verdict], state.attempt?.points ?? 0)),
  );
}

/** Tries the event stream again now. */
export function reconnectNow(): void {
  following?.retryNow();
}

/** Shows a problem that cannot be tried again from where it is shown. */
export function showProblem(problem: Problem): void {
  labStore.update((state) => ({ ...state, problem: { problem, retry: null } }));
}

/** Takes the shown problem away. */
export function dismissProblem(): void {
  labStore.update((state) => ({ ...state, problem: null }));
}

/** The best submission of this lab, when there is one. */
export function bestOf(progress: Progress | null, lab: string): Progress['labs'][string]['best'] {
  return progress?.labs[lab]?.best ?? null;
}

async function act<T>(
  busy: Busy,
  call: (path: string) => Promise<Outcome<T>>,
  take: (value: T) => void,
): Promise<void> {
  if (labStore.get().busy) return;
  labStore.update((state) => ({ ...state, busy, problem: null }));
  const outcome = await call(`/attempts/${encodeURIComponent(labStore.get().attempt?.id ?? '')}`);
  labStore.update((state) => ({ ...state, busy: null }));
  if (outcome.ok) take(outcome.value);
  else fail(outcome, () => void act(busy, call, take));
}

function fail({ problem }: { problem: Extract<Outcome<never>, { ok: false }>['problem'] }, retry: () => void): void {
  labStore.update((state) => ({ ...state, problem: { problem, retry } }));
}

// What was judged is kept for a reload.
function rememberJudged(): void {
  const { attempt, judged } = labStore.get();
  if (attempt) remember(`judged.${labId}`, { attempt: attempt.id, judged: [...judged] });
}

function withRemembered(state: LabState): LabState {
  const { attempt, judged } = recall<{ attempt: string; judged: string[] }>(`judged.${labId}`, {
    attempt: '',
    judged: [],
  });
  return attempt === state.attempt?.id ? { ...state, judged: new Set([...state.judged, ...judged]) } : state;
}
