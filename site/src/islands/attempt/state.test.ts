import { describe, expect, test } from 'vitest';
import { exampleAttempt, exampleSubmission, exampleVerdict } from '@drydock/model/testing';
import {
  isJudged,
  newLabState,
  reachedPoint,
  shownOutcome,
  takeEvent,
  verdictOf,
  withAttempt,
  withVerdicts,
  type LabState,
} from './state.ts';

const ready = withAttempt(newLabState, exampleAttempt());
const shown = (state: LabState, task: string, check: string) =>
  shownOutcome(verdictOf(state, task, check), isJudged(state, task, check));

describe('the state of an attempt', () => {
  test('a live failure is only waiting until Check was pressed', () => {
    const live = takeEvent(ready, { type: 'verdicts', verdicts: [exampleVerdict('run/limit', 'fail')], points: 0 });
    expect(shown(live, 'run', 'limit')).toBe('waiting');
    expect(shown(withVerdicts(live, [exampleVerdict('run/limit', 'fail')], 0, true), 'run', 'limit')).toBe('fail');
  });

  test('what passed once and fails again is shown as failed', () => {
    const passed = takeEvent(ready, { type: 'verdicts', verdicts: [exampleVerdict('run/limit', 'pass')], points: 1 });
    expect(shown(passed, 'run', 'limit')).toBe('pass');
    const failed = takeEvent(passed, { type: 'verdicts', verdicts: [exampleVerdict('run/limit', 'fail')], points: 0 });
    expect(shown(failed, 'run', 'limit')).toBe('fail');
    expect(failed.attempt?.points).toBe(0);
  });

  test('a probe that may still come true is waiting, even after Check; inconclusive is said', () => {
    const verdicts = [exampleVerdict('run/a', 'fail', { pending: true }), exampleVerdict('run/b', 'inconclusive')];
    const state = withVerdicts(ready, verdicts, 0, true);
    expect(shown(state, 'run', 'a')).toBe('waiting');
    expect(shown(state, 'run', 'b')).toBe('inconclusive');
  });

  test('what waits for an object has not begun: before and after Check, and when the object was deleted as told', () => {
    const gone = exampleVerdict('run/a', 'fail', { missing: 'Pod demo in namespace lab' });
    expect(shown(ready, 'run', 'a')).toBe('not-begun');
    expect(shown(withVerdicts(ready, [gone], 0), 'run', 'a')).toBe('not-begun');
    expect(shown(withVerdicts(ready, [gone], 0, true), 'run', 'a')).toBe('not-begun');
    const passed = withVerdicts(ready, [exampleVerdict('run/a', 'pass')], 3, true);
    expect(shown(withVerdicts(passed, [gone], 0), 'run', 'a')).toBe('not-begun');
  });

  test('the server knows that Check was pressed, also in another tab, and that a reset began again', () => {
    const live = withVerdicts(ready, [exampleVerdict('run/a', 'fail')], 0);
    const times = { type: 'times', readyAt: null, expiresAt: null } as const;
    const checked = takeEvent(live, { ...times, checkedAt: '2026-01-01T00:00:03Z' });
    expect(shown(checked, 'run', 'a')).toBe('fail');
    const again = withVerdicts(
      withAttempt(checked, exampleAttempt({ state: 'setup' })),
      [exampleVerdict('run/a', 'fail')],
      0,
    );
    expect(shown(again, 'run', 'a')).toBe('waiting');
  });

  test('an hour added in another tab brings its new end and how many are left', () => {
    const times = { readyAt: '2026-01-01T00:00:00Z', expiresAt: '2026-01-01T02:00:00Z', checkedAt: null };
    const longer = takeEvent(ready, { type: 'times', ...times, extensionsLeft: 1 });
    expect(longer.attempt).toEqual({ ...ready.attempt, ...times, extensionsLeft: 1 });
  });

  test('after the end the tasks show what was submitted, and without a submission no failure', () => {
    const fails = [exampleVerdict('run/a', 'fail')];
    const submission = exampleSubmission([exampleVerdict('run/a', 'pass')], 3);
    const over = { state: 'ended', verdicts: fails, checkedAt: '2026-01-01T00:00:03Z' } as const;
    expect(shown(withAttempt(ready, exampleAttempt({ ...over, submission })), 'run', 'a')).toBe('pass');
    expect(shown(withAttempt(ready, exampleAttempt({ ...over, verdicts: fails })), 'run', 'a')).toBe('waiting');
    const failed = exampleSubmission(fails);
    expect(shown(withAttempt(ready, exampleAttempt({ ...over, submission: failed })), 'run', 'a')).toBe('fail');
  });

  test('verdicts of some checks leave the others as they were', () => {
    const first = takeEvent(ready, {
      type: 'verdicts',
      verdicts: [exampleVerdict('run/a', 'pass'), exampleVerdict('run/b', 'fail')],
      points: 1,
    });
    const second = takeEvent(first, { type: 'verdicts', verdicts: [exampleVerdict('run/b', 'pass')], points: 3 });
    expect([shown(second, 'run', 'a'), shown(second, 'run', 'b')]).toEqual(['pass', 'pass']);
    expect(second.attempt?.verdicts).toHaveLength(2);
  });

  test('a revealed hint stays when a later verdict does not repeat it', () => {
    const hints = [{ en: 'Look', zh: '看' }];
    const first = withVerdicts(ready, [exampleVerdict('run/a', 'fail', { hints })], 0, true);
    const second = takeEvent(first, {
      type: 'verdicts',
      verdicts: [exampleVerdict('run/a', 'inconclusive')],
      points: 0,
    });
    expect(verdictOf(second, 'run', 'a')).toMatchObject({ outcome: 'inconclusive', hints });
  });

  test('a step is replaced by its newer self and keeps its place', () => {
    const one = takeEvent(ready, { type: 'step', step: { id: 'nodes', title: 'Nodes', state: 'running' } });
    const two = takeEvent(one, { type: 'step', step: { id: 'setup', title: 'Setup', state: 'running' } });
    const three = takeEvent(two, { type: 'step', step: { id: 'nodes', title: 'Nodes', state: 'done', seconds: 2 } });
    expect(three.attempt?.steps.map(({ id, state }) => `${id} ${state}`)).toEqual(['nodes done', 'setup running']);
  });

  test('a submission is kept and its failures are shown', () => {
    const submission = exampleSubmission([exampleVerdict('run/a', 'fail')]);
    const state = takeEvent(ready, { type: 'submission', submission });
    expect(state.attempt?.submission?.id).toBe('s1');
    expect(shown(state, 'run', 'a')).toBe('fail');
  });

  test('a reset, which empties the verdicts, and another attempt both forget what was judged', () => {
    const judged = withVerdicts(ready, [exampleVerdict('run/a', 'fail')], 0, true);
    expect(withAttempt(judged, exampleAttempt({ state: 'setup' })).judged.size).toBe(0);
    expect(
      withAttempt(judged, exampleAttempt({ id: 'a2', verdicts: [exampleVerdict('run/a', 'fail')] })).judged.size,
    ).toBe(0);
    expect(withAttempt(judged, exampleAttempt({ verdicts: [exampleVerdict('run/a', 'fail')] })).judged.size).toBe(1);
  });

  test('events before the first attempt change nothing', () => {
    expect(takeEvent(newLabState, { type: 'state', state: 'ready', problem: null })).toBe(newLabState);
  });

  test('the end of a task that was reached is told until it is put away, the cluster is another, or all points are there', () => {
    const state = takeEvent(ready, { type: 'point', task: 'run' });
    expect(reachedPoint(ready)).toBeNull();
    expect(reachedPoint(state)).toBe('run');
    expect(reachedPoint(withAttempt(state, exampleAttempt({ points: 1 })))).toBe('run');
    expect(reachedPoint(withAttempt(state, exampleAttempt({ points: 3 })))).toBeNull();
    expect(reachedPoint(withAttempt(state, exampleAttempt({ id: 'a2' })))).toBeNull();
    expect(reachedPoint(withAttempt(state, exampleAttempt({ state: 'ended' })))).toBeNull();
  });
});
