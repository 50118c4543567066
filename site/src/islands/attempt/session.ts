import type { Attempt, Problem, Progress } from '@drydock/model';
import { readAttempt, readEvent, readVerdict } from '../api/guards.ts';
import { request } from '../api/request.ts';
import { createLeaseSession, isUnknown } from '../lease/lease-session.ts';
import { createStore } from '../state/store.ts';
import { recall, remember } from '../state/memory.ts';
import { loadProgress } from '../progress/progress.ts';
import { submitAtFullPoints } from './auto-submit.ts';
import { createJudge } from './judge.ts';
import { checkKey, newLabState, takeEvent, withAttempt, withVerdicts, type LabState } from './state.ts';

/** The attempt of the lab page, shared by all its islands. */
export const labStore = createStore<LabState>(newLabState);

const judge = createJudge({
  store: labStore,
  fail: (problem, retry) => lease.showProblem(problem, retry),
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

const lease = createLeaseSession({
  store: labStore,
  collection: 'attempts',
  read: readAttempt,
  readEvent,
  current: ({ attempt }) => attempt,
  onEvent(event) {
    labStore.update((state) => takeEvent(state, event));
    judge.follow(event);
    if (event.type === 'point') void loadProgress(true);
  },
  onLost: (problem) => labStore.update((state) => ({ ...withAttempt(state, null), problem: { problem, retry: null } })),
});

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
  if (!progress.ok) return lease.showProblem(progress.problem, () => void findAttempt());
  labStore.update((state) => ({ ...state, problem: null }));
  if (!id) return labStore.update((state) => ({ ...state, isKnown: true }));
  const found = await request('GET', `/attempts/${encodeURIComponent(id)}`, readAttempt);
  if (found.ok) return adopt(found.value);
  if (!isUnknown(found)) return lease.showProblem(found.problem, () => void findAttempt());
  labStore.update((state) => ({ ...state, isKnown: true }));
}

/** Takes up the attempt of an answer and follows it. */
function adopt(attempt: Attempt): void {
  remember(`attempt.${labId}`, attempt.id);
  labStore.update((state) => withRemembered(withAttempt(state, attempt)));
  lease.follow(attempt);
}

/** Starts an attempt, after the task `from` if that is given, or joins the one that is still alive. */
export function startAttempt(from: string | null): Promise<void> {
  return lease.start('start', { lab: labId, ...(from !== null && { from }) }, adopt);
}

/** Gives the student one more hour. */
export function extendAttempt(): Promise<void> {
  return lease.change('extend', (attempt) => labStore.update((state) => withAttempt(state, attempt)));
}

/** Brings the cluster back to the start state. */
export function resetAttempt(): Promise<void> {
  return lease.change('reset', (attempt) => {
    labStore.update((state) => ({ ...withAttempt(state, attempt), judged: new Set() }));
    rememberJudged();
  });
}

/** Gives the sandbox back. */
export function endAttempt(): Promise<void> {
  return lease.end('end', (left) => {
    // One that is still being ended is told by the stream; a page that ended it itself needs no explanation.
    if (left !== 'over') return;
    labStore.update((state) =>
      state.attempt ? takeEvent(state, { type: 'state', state: 'ended', problem: null }) : state,
    );
    void loadProgress(true);
  });
}

/** Reveals one more hint of a check. */
export function revealHint(task: string, check: string): Promise<void> {
  return lease.act(
    `hint ${checkKey({ task, check })}`,
    (path) => request('POST', `${path}/hints`, readVerdict, { task, check }),
    (verdict) => labStore.update((state) => withVerdicts(state, [verdict], state.attempt?.points ?? 0)),
  );
}

/** Tries the event stream again now. */
export const reconnectNow = lease.retryNow;

/** Shows a problem that cannot be tried again from where it is shown. */
export function showProblem(problem: Problem): void {
  lease.showProblem(problem);
}

/** Takes the shown problem away. */
export function dismissProblem(): void {
  labStore.update((state) => ({ ...state, problem: null }));
}

/** Takes away the note that the end of a task was reached. */
export function dismissReached(): void {
  labStore.update((state) => ({ ...state, reached: null }));
}

/** The best submission of this lab, when there is one. */
export function bestOf(progress: Progress | null, lab: string): Progress['labs'][string]['best'] {
  return progress?.labs[lab]?.best ?? null;
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
