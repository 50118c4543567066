import { exampleAttempt, exampleVerdict } from '@drydock/model/testing';
import { expect, test } from 'vitest';
import { markersOf } from './markers.ts';

const passed = exampleAttempt({ verdicts: [exampleVerdict('run/a', 'pass')] });

test('a check that ceases to pass is marked, one whose object was deleted as told is not', () => {
  const event = (verdict: ReturnType<typeof exampleVerdict>) =>
    markersOf({ type: 'verdicts', verdicts: [verdict], points: 0 }, passed);
  expect(event(exampleVerdict('run/a', 'fail'))).toEqual([{ type: 'fail', task: 'run', check: 'a' }]);
  expect(event(exampleVerdict('run/a', 'fail', { missing: 'Pod demo in namespace lab' }))).toEqual([]);
});
