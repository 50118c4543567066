import { expect, test } from 'vitest';
import { applyEvent } from './apply-event.ts';
import type { AttemptEvent } from './attempt.ts';
import { exampleAttempt, exampleVerdict } from '../testing/example.ts';

const attempt = exampleAttempt({
  steps: [],
  verdicts: [exampleVerdict('run/a', 'fail'), exampleVerdict('run/b', 'fail')],
});
const step = { id: 'network', title: 'Making a network', state: 'running' } as const;

test('a verdict or a step replaces the one before in its place, a new one is added at the end', () => {
  const later = applyEvent(attempt, {
    type: 'verdicts',
    verdicts: [exampleVerdict('run/c', 'fail'), exampleVerdict('run/a', 'pass')],
    points: 2,
  });
  expect(later.verdicts.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual(['a pass', 'b fail', 'c fail']);
  expect(later.points).toBe(2);
  const done = { ...step, state: 'done' } as const;
  const steps: readonly AttemptEvent[] = [
    { type: 'step', step },
    { type: 'step', step: done },
  ];
  expect(steps.reduce(applyEvent, attempt).steps).toEqual([done]);
});

test('the same event twice changes nothing more', () => {
  const events: readonly AttemptEvent[] = [
    { type: 'state', state: 'lost', problem: { code: 'sandbox_lost', message: 'It is gone.', fix: 'Reset.' } },
    { type: 'step', step },
    { type: 'verdicts', verdicts: [exampleVerdict('run/a', 'pass')], points: 1 },
    { type: 'judging', judging: 'submit', problem: null },
    { type: 'times', readyAt: attempt.readyAt, expiresAt: null, checkedAt: attempt.createdAt },
  ];
  for (const event of events) {
    const once = applyEvent(attempt, event);
    expect(applyEvent(once, event)).toEqual(once);
  }
});

test('times change the times and nothing else', () => {
  const { expiresAt, ...rest } = applyEvent(attempt, { ...attemptTimes(), expiresAt: '2026-01-02T00:00:00.000Z' });
  expect(expiresAt).toBe('2026-01-02T00:00:00.000Z');
  expect({ ...rest, expiresAt: attempt.expiresAt }).toEqual(attempt);
});

function attemptTimes() {
  const { readyAt, expiresAt, checkedAt } = attempt;
  return { type: 'times', readyAt, expiresAt, checkedAt } as const;
}
