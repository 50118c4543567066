import { expect, test } from 'vitest';
import { labTextOf } from '../../text/lab.ts';
import { announcements } from './announce.ts';
import { exampleAttempt, exampleSubmission, exampleVerdict } from '@drydock/model/testing';
import { newLabState, takeEvent, withAttempt, withSubmission, withVerdicts } from './state.ts';

const text = labTextOf('en');
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

test('an object deleted as told is one sentence for all its checks; a reset and the end tell of no loss', () => {
  const both = [
    { ...tasks[0], id: 'run', title: 'Run', points: 3, checks: ['a', 'b'].map((id) => ({ id, title: id, hints: 0 })) },
  ];
  const tell = (before: typeof ready, after: typeof ready) => announcements(before, after, both, 3, text);
  const passed = withVerdicts(ready, [exampleVerdict('run/a', 'pass'), exampleVerdict('run/b', 'pass')], 3);
  const missing = 'Pod demo in namespace lab';
  const gone = [exampleVerdict('run/a', 'fail', { missing }), exampleVerdict('run/b', 'fail', { missing })];
  expect(tell(passed, withVerdicts(passed, gone, 0))).toEqual(['Back to not started: a; b']);
  expect(tell(passed, withAttempt(passed, exampleAttempt({ state: 'setup' })))).toEqual([]);
  expect(tell(passed, takeEvent(passed, { type: 'state', state: 'ended', problem: null }))).toEqual([]);
});
