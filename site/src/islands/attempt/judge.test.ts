import type { AttemptEvent, Problem } from '@drydock/model';
import { exampleAttempt, exampleSubmission, exampleVerdict } from '@drydock/model/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createStore } from '../state/store.ts';
import { createJudge } from './judge.ts';
import { newLabState, takeEvent, withAttempt } from './state.ts';

const attempt = exampleAttempt();
const submission = { ...exampleSubmission([exampleVerdict('run/a', 'pass')], 3), id: 'new', attempt: attempt.id };
const begun: AttemptEvent = { type: 'judging', judging: 'submit', problem: null };
const over: AttemptEvent = { type: 'judging', judging: null, problem: null };

/** A page that pressed Submit; the answer comes when the test gives it. */
function submitted() {
  const store = createStore(withAttempt(newLabState, attempt));
  const problems: Problem[] = [];
  let results = 0;
  let give: (answer: Response) => void = () => {};
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (give = resolve)));
  const judge = createJudge({ store, fail: (problem) => problems.push(problem), onResult: () => void results++ });
  const done = judge.ask('submit');
  return {
    store,
    problems,
    results: () => results,
    say(...events: AttemptEvent[]) {
      for (const event of events) {
        store.update((state) => takeEvent(state, event));
        judge.follow(event);
      }
    },
    async answer() {
      give(Response.json({ ...attempt, judging: 'submit' }, { status: 202 }));
      await done;
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('a Submit that is answered by the event stream', () => {
  test('has its result when the stream is faster than the answer', async () => {
    const page = submitted();
    page.say(begun, { type: 'submission', submission }, over);
    await page.answer();
    expect(page.results()).toBe(1);
    expect(page.store.get()).toMatchObject({ busy: null, result: { kind: 'submit' }, attempt: { submission } });
  });

  test('has its problem when the stream is faster than the answer', async () => {
    const page = submitted();
    const problem = { code: 'cluster_unreachable', message: 'The cluster does not answer.', fix: 'Try again.' };
    page.say(begun, { ...over, problem });
    await page.answer();
    expect(page.problems).toEqual([problem]);
    expect(page.store.get().busy).toBeNull();
  });

  test('goes on waiting when what ended before the answer was asked for by another page', async () => {
    const page = submitted();
    page.say(over, begun);
    await page.answer();
    expect(page.store.get().busy).toBe('submit');
    page.say({ type: 'submission', submission }, over);
    expect(page.results()).toBe(1);
    expect(page.problems).toEqual([]);
  });
});
