import { expect, test } from 'vitest';
import { textOf } from '../../text/text.ts';
import { announcements } from './announce.ts';
import { exampleAttempt, exampleSubmission, exampleVerdict } from '@drydock/model/example';
import { newLabState, takeEvent, withAttempt, withSubmission, withVerdicts } from './state.ts';

const text = textOf('en');
const tasks = [{ id: 'run', title: 'Run', points: 3, checks: [{ id: 'a', title: 'It runs', hints: 0 }] }];
const ready = withAttempt(newLabState, exampleAttempt());
const say = (before: typeof ready, after: typeof ready) => announcements(before, after, tasks, 3, text);

test('a tick, its loss and the end of Check are told; loading the page is not', () => {
  const passed = takeEvent(ready, { type: 'verdicts', verdicts: [exampleVerdict('run/a', 'pass')], points: 3 });
  expect(say(newLabState, passed)).toEqual([]);
  expect(say(ready, passed)).toEqual(['Passed: It runs']);
  const lost = withVerdicts(passed, [exampleVerdict('run/a', 'fail')], 0);
  expect(say(passed, lost)).toEqual(['No longer passed: It runs']);
  expect(say({ ...passed, busy: 'check' }, passed)).toEqual(['Checked: 3 of 3 points.']);
});

test('the cluster becoming ready and a submission are told', () => {
  const setup = withAttempt(newLabState, exampleAttempt({ state: 'setup' }));
  expect(say(setup, takeEvent(setup, { type: 'state', state: 'ready', problem: null }))).toEqual([
    'Your cluster is ready.',
  ]);
  expect(say(ready, withSubmission(ready, exampleSubmission([], 2)))).toEqual(['Submitted: 2 of 3 points.']);
});
