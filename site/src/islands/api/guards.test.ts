import { AttemptEvent } from '@drydock/model';
import { expect, test } from 'vitest';
import { exampleAttempt, exampleSubmission, exampleVerdict } from '@drydock/model/testing';
import { readEvent, readProgress } from './guards.ts';

const events = [
  { type: 'attempt', attempt: exampleAttempt() },
  { type: 'state', state: 'ready', problem: null },
  { type: 'step', step: { id: 'nodes', title: 'Nodes', state: 'running' } },
  { type: 'verdicts', verdicts: [exampleVerdict('run/a', 'pass')], points: 1 },
  { type: 'submission', submission: exampleSubmission([]) },
  { type: 'times', readyAt: '2026-01-01T00:00:01Z', expiresAt: '2026-01-01T04:00:00Z', checkedAt: null },
  { type: 'judging', judging: 'check', problem: null },
  { type: 'point', task: 'found' },
];

test('every kind of event that the model knows is read', () => {
  expect(events.map(({ type }) => type)).toEqual(AttemptEvent.options.map(({ shape }) => shape.type.value));
  for (const event of events) {
    expect(AttemptEvent.safeParse(event).success).toBe(true);
    expect(readEvent(JSON.stringify(event)).event).toEqual(event);
  }
});

test('what is no event is dropped and never thrown', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{"type":"attempt"}',
    '{"type":"attempt","attempt":{"id":1}}',
    '{"type":"later"}',
    '<html>',
  ]) {
    expect(readEvent(text)).toEqual({});
  }
});

test('the clock of the server is read beside the first event and in every sign of life', () => {
  const now = '2026-01-01T00:00:00Z';
  expect(readEvent(JSON.stringify({ now }))).toEqual({ now });
  expect(readEvent(JSON.stringify({ ...events[0], now }))).toEqual({ now, event: { ...events[0], now } });
});

test('an answer of another kind is no progress', () => {
  expect(readProgress({ labs: {}, lessons: {} })).toBeUndefined();
  expect(readProgress({ labs: {}, lessons: {}, quizzes: {} })).toBeDefined();
});
