import type { Attempt, AttemptEvent, Problem, Submission } from '@drydock/model';
import { readAttempt, readJudged } from '../api/guards.ts';
import { request } from '../api/request.ts';
import type { Store } from '../state/store.ts';
import { withAttempt, withSubmission, withVerdicts, type Judgement, type LabState } from './state.ts';

/** Answers that may come while the server goes on judging: none at all, a proxy that gave up, or "it is being judged already". */
const mayGoOn = new Set([0, 409, 502, 503, 504]);

/** What a page waits for. */
interface Asked {
  kind: Judgement;
  /** The attempt as it was when the page asked. */
  before: Attempt;
  /** Whether the answer is still to come. */
  isPosted: boolean;
  /** What the event stream said before the answer came: nothing, that the judging began, or how it ended. */
  overtook: 'begun' | { ended: Problem } | null;
}

/** Check and Submit of a page. */
export interface Judge {
  /** Has the cluster judged; the result comes with the answer or, when it takes long, by the event stream. */
  ask(kind: Judgement): Promise<void>;
  /** Takes an event that the state has taken already: it may bring the result that is waited for. */
  follow(event: AttemptEvent): void;
}

/** Creates the judge of a lab page. `onResult` runs after each result that this page asked for. */
export function createJudge(options: {
  store: Store<LabState>;
  fail: (problem: Problem, retry: () => void) => void;
  onResult: (kind: Judgement) => void;
}): Judge {
  const { store, fail, onResult } = options;
  let asked: Asked | undefined;

  const hasResult = ({ kind, before }: Asked, now: Attempt): boolean =>
    kind === 'submit'
      ? now.submission !== null && now.submission.id !== before.submission?.id
      : now.checkedAt !== null && now.checkedAt !== before.checkedAt;

  function finish(take: (state: LabState) => LabState): void {
    if (!asked) return;
    const { kind } = asked;
    asked = undefined;
    store.update((state) => {
      const taken = take(state);
      return { ...taken, busy: null, result: { kind, number: (state.result?.number ?? 0) + 1 } };
    });
    onResult(kind);
  }

  function giveUp(problem: Problem): void {
    if (!asked) return;
    const { kind } = asked;
    asked = undefined;
    store.update((state) => ({ ...state, busy: null }));
    fail(problem, () => void judge.ask(kind));
  }

  /** The whole attempt as the server has it now: the result, still being judged, or neither. */
  function look(now: Attempt, without: Problem): void {
    if (!asked) return;
    if (hasResult(asked, now)) return finish((state) => takeResult(state, now));
    if (now.judging === null) giveUp(without);
  }

  /** The event stream and the answer are two connections: the result may have come before the answer. */
  function lookBack(): void {
    const { attempt } = store.get();
    if (!asked || !attempt || asked.overtook === null || asked.overtook === 'begun') return;
    look({ ...attempt, judging: null }, asked.overtook.ended);
  }

  const judge: Judge = {
    async ask(kind) {
      const { attempt, busy } = store.get();
      if (!attempt || busy) return;
      asked = { kind, before: attempt, isPosted: true, overtook: null };
      store.update((state) => ({ ...state, busy: kind, problem: null }));
      const path = `/attempts/${encodeURIComponent(attempt.id)}`;
      const outcome = await request('POST', `${path}/${kind}`, readJudged);
      if (asked?.before !== attempt) return;
      asked.isPosted = false;
      if (outcome.ok) {
        const { value } = outcome;
        if (isSubmission(value)) return finish((state) => withSubmission(state, value));
        if (outcome.status !== 202) return finish((state) => takeResult(state, value));
        look({ ...value, judging: value.judging ?? kind }, unfinished);
        return lookBack();
      }
      if (!mayGoOn.has(outcome.status)) return giveUp(outcome.problem);
      const found = await request('GET', path, readAttempt);
      if (asked?.before !== attempt) return;
      if (!found.ok) return giveUp(outcome.problem);
      store.update((state) => withAttempt(state, found.value));
      look(found.value, outcome.problem);
    },
    follow(event) {
      const { attempt } = store.get();
      if (!asked || !attempt) return;
      if (attempt.id !== asked.before.id || attempt.state === 'ended') {
        asked = undefined;
        return store.update((state) => ({ ...state, busy: null }));
      }
      if (asked.isPosted) {
        if (event.type !== 'judging') return;
        if (event.judging !== null) asked.overtook = 'begun';
        else if (asked.overtook === 'begun') asked.overtook = { ended: event.problem ?? unfinished };
        return;
      }
      if (event.type === 'submission' && asked.kind === 'submit') return finish((state) => state);
      if (event.type === 'judging' && event.judging === null) look(attempt, event.problem ?? unfinished);
      if (event.type === 'attempt') look(attempt, unfinished);
    },
  };
  return judge;
}

/** The words of this are the page's own, see `problemText`. */
const unfinished: Problem = { code: 'judging_unfinished', message: '', fix: '' };

function isSubmission(value: Attempt | Submission): value is Submission {
  return !('state' in value);
}

/** Shows the failures of an attempt that was judged. */
function takeResult(state: LabState, judged: Attempt): LabState {
  const taken = withVerdicts(state, judged.verdicts, judged.points, true);
  const { submission, checkedAt } = judged;
  return taken.attempt ? { ...taken, attempt: { ...taken.attempt, submission, checkedAt, judging: null } } : taken;
}
