import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptState,
  CourseError,
  errorStatus,
  PlaygroundState,
  terminalCloses,
  type Words,
} from '@drydock/model';
import { exampleAttempt } from '@drydock/model/testing';
import { notChinese } from '@drydock/model/not-chinese';
import { expect, test } from 'vitest';
import { attemptUnknown, notices, notReady } from '../attempts/notices.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const states: readonly AttemptState[] = ['queued', 'starting', 'setup', 'ready', 'ended', 'failed', 'lost'];

/** One example of every text the server has. */
const examples: { readonly [name in keyof typeof zh]: readonly ((text: typeof en) => Words)[] } = {
  lost: [(text) => text.lost('abc123')],
  stopped: [(text) => text.stopped],
  timeUp: (['full', 'lost', 'ungraded', { points: 1, maxPoints: 5 }] as const).map((end) => (text) => text.timeUp(end)),
  ended: [(text) => text.ended],
  forgotten: [(text) => text.forgotten],
  labGone: [(text) => text.labGone('memory-limit')],
  notReady: states.map((state) => (text) => text.notReady(state, null)),
  waking: [(text) => text.waking],
  attemptUnknown: [(text) => text.attemptUnknown('a1')],
  noMoreTime: [(text) => text.noMoreTime(0), (text) => text.noMoreTime(4)],
  playgroundLost: [(text) => text.playgroundLost('abc123')],
  playgroundTimeUp: [(text) => text.playgroundTimeUp],
  playgroundEnded: [(text) => text.playgroundEnded],
  playgroundForgotten: [(text) => text.playgroundForgotten],
  playgroundReset: [(text) => text.playgroundReset],
  playgroundNotReady: PlaygroundState.options.map((state) => (text) => text.playgroundNotReady(state, null)),
  playgroundUnknown: [(text) => text.playgroundUnknown('p1')],
  noMorePlaygroundTime: [(text) => text.noMorePlaygroundTime(0), (text) => text.noMorePlaygroundTime(4)],
  profileMissing: [(text) => text.profileMissing('bare', ['one-node'])],
  noPlaygroundNodeShell: [(text) => text.noPlaygroundNodeShell],
  cellUnknown: [(text) => text.cellUnknown('a/b', 'x', 0), (text) => text.cellUnknown('a/b', '9', 3)],
  lessonUnknown: [(text) => text.lessonUnknown('a/b')],
  noLessonRegistry: [(text) => text.noLessonRegistry],
  tooManyRuns: [(text) => text.tooManyRuns(50)],
  tooManyEdits: [(text) => text.tooManyEdits(500)],
  runUnknown: [(text) => text.runUnknown('r1')],
  pointUnknown: [(text) => text.pointUnknown('a', 'b', []), (text) => text.pointUnknown('a', 'b', ['c', 'd'])],
  pointNotReached: [(text) => text.pointNotReached('Found it')],
  pointFailed: [(text) => text.pointFailed('A', 1, ''), (text) => text.pointFailed('A', 1, 'ssh: no route')],
  pointMissed: [(text) => text.pointMissed('A', ['B', 'C'])],
  calledOff: [(text) => text.calledOff],
  readTooLong: [(text) => text.readTooLong(5)],
  labUnknown: [(text) => text.labUnknown('x', ['memory-limit'])],
  noLabs: [(text) => text.noLabs],
  noMoreHints: [(text) => text.noMoreHints('limits/request')],
  checkUnknown: [(text) => text.checkUnknown('memory-limit', 'a/b', ['limits/request'])],
  noNodeShell: [(text) => text.noNodeShell('memory-limit')],
  notAllowed: [(text) => text.notAllowed('attempt.read')],
  solutionLocked: (['submitted', 'full', 'never'] as const).map((policy) => (text) => text.solutionLocked('x', policy)),
  submissionUnknown: [(text) => text.submissionUnknown('s1')],
  recordingByCourse: [true, false].map((isOn) => (text) => text.recordingByCourse(isOn)),
  recordingUnknown: [(text) => text.recordingUnknown('shell-1', 'a1')],
  diskFull: [(text) => text.diskFull('/data/drydock.sqlite')],
  internal: [(text) => text.internal('0a1b2c3d')],
  outside: [(text) => text.outside('/x', '/k8s/')],
  nothingAt: [(text) => text.nothingAt('/x')],
  noWebSocketAt: [(text) => text.noWebSocketAt('/x')],
  objectGone: [(text) => text.objectGone('Pod', 'web')],
  notAnId: [(text) => text.notAnId('%')],
  wrongMethod: [(text) => text.wrongMethod('/x', 'PUT', 'GET')],
  bodyTooLarge: [(text) => text.bodyTooLarge(64)],
  headersTooLarge: [(text) => text.headersTooLarge],
  notJsonType: [(text) => text.notJsonType],
  notJson: [(text) => text.notJson('Unexpected end of JSON input')],
  notHttp: [(text) => text.notHttp],
  addressUnreadable: [(text) => text.addressUnreadable('URI malformed')],
  refusedByServer: [(text) => text.refusedByServer('Request is bad')],
  invalid: (['address', 'request body'] as const).map((what) => (text) => text.invalid(what, ['lab: Invalid input'])),
  foreignName: [(text) => text.foreignName('course.test')],
  foreignPage: [(text) => text.foreignPage('http://elsewhere.test', 'http://localhost:8080')],
};

test('every text of the server is Chinese in Chinese, and says something else in English', () => {
  expect(Object.keys(examples).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const say of Object.values(examples).flat()) {
    expect(notChinese(say(zh))).toEqual([]);
    expect(say(en).message).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

test('every notice and refusal of an attempt carries both languages', () => {
  const attempt = exampleAttempt();
  const told = [
    notices.lost(attempt),
    notices.timeUp('full'),
    notices.ended(),
    notices.forgotten(),
    notices.labGone(attempt),
    attemptUnknown('a1').toJSON(),
    ...states.map((state) => notReady({ ...attempt, state, problem: notices.lost(attempt) }).toJSON()),
  ];
  expect(told.flatMap(({ zh: words }) => notChinese(words ?? { message: '', fix: '' }))).toEqual([]);
});

test('a failure that nobody has translated says in Chinese what kind it is', () => {
  const codes = Object.keys(errorStatus) as (keyof typeof errorStatus)[];
  expect(codes.flatMap((code) => notChinese(new CourseError(code, 'It is down.', 'Start it.').toJSON().zh))).toEqual(
    [],
  );
});

test('a terminal tells in both languages why it was closed', () => {
  expect(Object.values(terminalCloses).flatMap(({ zh: words }) => notChinese(words))).toEqual([]);
});

/** What only the operator reads, in a terminal. */
const forOperators = [
  'backup/backup.ts',
  'backup/manifest.ts',
  'backup/restore.ts',
  'client.ts',
  'config.ts',
  'database/lock.ts',
  'database/open.ts',
  'http/listen.ts',
];

test('the server makes no failure that a student could see but from its texts', () => {
  const source = join(import.meta.dirname, '..');
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (file) => !file.endsWith('.test.ts') && !file.startsWith('testing/') && !forOperators.includes(file),
  );
  expect(files).toContain('attempts/attempts.ts');
  expect(files.filter((file) => readFileSync(join(source, file), 'utf8').includes('new CourseError('))).toEqual([]);
});
