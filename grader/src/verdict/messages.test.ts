import { expect, test } from 'vitest';
import * as because from '../because/words.ts';
import * as messages from './messages.ts';
import { failed, noEvent, notThere, stillThere } from './messages.ts';
import { testCheck } from '@drydock/lab/testing';

const expected = { en: 'the Job made two Pods', zh: '该 Job 创建了两个 Pod' };

test('an empty text as value is reported as "found nothing", in both languages', () => {
  expect(failed('Pod lab (job-name=pack)', expected, { en: '', zh: '' })).toEqual({
    en: 'Pod lab (job-name=pack): expected that the Job made two Pods; found nothing.',
    zh: 'Pod lab (job-name=pack)：要求“该 Job 创建了两个 Pod”，实际未找到。',
  });
});

test('a selector that matches nothing is not called a name', () => {
  const what = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'job-name=pack' };
  expect(notThere({ what, isNamespaceMissing: false, near: [] })).toEqual({
    en: 'There is no Pod with the label job-name=pack in namespace lab yet.',
    zh: '命名空间 lab 中还没有带标签 job-name=pack 的 Pod。',
  });
});

test('an object that should be gone, and an event that did not come, are reported in both languages', () => {
  const gone = { en: 'it is gone', zh: '它已被删除' };
  expect(stillThere('Pod lab/demo', gone)).toEqual({
    en: 'Pod lab/demo: expected that it is gone; it still exists.',
    zh: 'Pod lab/demo：要求“它已被删除”，实际它还在。',
  });
  expect(noEvent('Pod lab/demo', expected, 'Killing').zh).toBe(
    'Pod lab/demo：要求“该 Job 创建了两个 Pod”，实际没有出现 Killing 事件。',
  );
});

type Arguments<Room> = {
  readonly [Name in keyof Room]: Room[Name] extends (...given: infer Given) => unknown ? readonly Given[] : never;
};

const subject = 'Pod lab/demo';
const text = { en: 'running', zh: '正在运行' };
const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'demo' };
const volume = { apiVersion: 'v1', kind: 'PersistentVolume', name: 'demo' };
const rows = [
  { name: 'spec.a', actual: '1Gi' },
  { name: 'spec.b', actual: '' },
];

/** Every message with every turn that it can take; a new one does not compile before it is here. */
const ofMessages: Arguments<typeof messages> = {
  passed: [[subject, expected]],
  failedRows: [[subject, expected, rows]],
  failed: [
    [subject, expected, text],
    [subject, expected, undefined],
  ],
  stillThere: [[subject, expected]],
  noEvent: [[subject, expected, 'Killing']],
  notThere: [
    [{ what: pod, isNamespaceMissing: false, near: [] }],
    [{ what: pod, isNamespaceMissing: true, near: [{ namespace: 'default', name: 'demo' }] }],
    [{ what: volume, isNamespaceMissing: false, near: [{ name: 'demo2' }] }],
    [{ what: { ...pod, name: 'app=web' }, isNamespaceMissing: false, near: [] }],
  ],
  noneThere: [[{ ...pod, selector: 'app=web' }], [{ ...pod, namespace: '*' }], [volume]],
  noFile: [['/mnt/x']],
  noRequest: [['student/app']],
  notReady: [[subject, text]],
  tooOld: [[subject]],
  notOriginal: [[subject]],
  unknownStart: [[subject]],
  holding: [[subject, expected, { ...testCheck, holdMs: 5000 }]],
  unknown: [[subject, text]],
  broken: [[subject, expected, new Date('2026-01-01T10:20:30Z')]],
  notHere: [['metrics'], ['>=1.99']],
  lacking: [
    [subject, 'filtered'],
    [subject, 'expired'],
    [subject, 'full'],
  ],
  waiting: [[text]],
  notTried: [[subject]],
};

const words = 'rpc error';
const ofCauses: Arguments<typeof because> = {
  foreignImage: [
    ['nginx', [], undefined],
    ['nginx', ['course.local/nginx:1.26'], words],
  ],
  unknownImage: [
    ['nginx', []],
    ['nginx', ['course.local/nginx:1.26']],
  ],
  alwaysPulled: [['nginx']],
  unpulledImage: [['nginx', words]],
  crashed: [
    ['web', '1', 'Error', 'words'],
    ['web', '1', 'DeadlineExceeded', undefined],
  ],
  notStarted: [['web', words]],
  outOfMemory: [
    ['web', '100Mi', '137'],
    ['web', undefined, '137'],
  ],
  finished: [
    ['web', true, words],
    ['web', false, undefined],
  ],
  misconfigured: [['web', words]],
  stuckCreating: [['demo', words]],
  notHealthy: [['web', words]],
  unscheduled: [
    ['demo', 'disk=ssd', words],
    ['demo', undefined, undefined],
  ],
  unknownScheduler: [['demo', 'mine']],
  unknownNode: [['demo', 'gone']],
  evicted: [['demo', 'Evicted', words]],
  unbound: [['data', words]],
  released: [['data', 'lab/data']],
  terminating: [
    [subject, true, ['example.com/hold']],
    [subject, true, []],
    [subject, false, [], words],
  ],
  refused: [[subject, words]],
  scaledToZero: [[subject]],
  paused: [[subject]],
  jobFailed: [[subject, 'BackoffLimitExceeded', words]],
  selectsNothing: [['lab/web', 'app=web']],
};

/** What stays in Latin letters on a Chinese page: names of Kubernetes and its own words, fields, and what was handed to the message. */
const names =
  /Kubernetes|UTC|Pods?|PersistentVolume(Claim)?|Service|Job|Deployment|metrics API|imagePullPolicy|Always|IfNotPresent|OOMKilled|Pending|nodeName|finalizer|spec(\.\w+)+|course\.local\/|「[^」]*」|\d+ s\b/g;

test('no message has a word of ours in English on the Chinese page, nor a Chinese one on the English page', () => {
  const all = [ofMessages, ofCauses].flatMap((room, index) =>
    Object.entries(room).flatMap(([name, turns]: [string, readonly (readonly unknown[])[]]) =>
      turns.map((given) => {
        const message = (
          [messages, because][index] as unknown as Record<string, (...all: readonly unknown[]) => typeof text>
        )[name];
        return { name, given, said: message?.(...given) };
      }),
    ),
  );
  for (const { name, given, said } of all) {
    const handed = JSON.stringify(given).match(/[\w./=:-]+/g) ?? [];
    const own = handed
      .toSorted((a, b) => b.length - a.length)
      .reduce((rest, value) => rest.replaceAll(value, ''), (said?.zh ?? name).replaceAll(names, ''));
    expect(`${name}: ${own.match(/[A-Za-z]{2,}/g)?.join(' ') ?? ''}`).toBe(`${name}: `);
    expect(said?.en).not.toMatch(/\p{Script=Han}/u);
  }
});
