import { expect, test } from 'vitest';
import { failed, notThere } from './messages.ts';

const expected = { en: 'the Job made two Pods', zh: '该 Job 创建了两个 Pod' };

test('a value that is empty text says that nothing was found, in both languages', () => {
  expect(failed('Pod lab (job-name=pack)', expected, undefined, '')).toEqual({
    en: 'Pod lab (job-name=pack): expected that the Job made two Pods; found nothing.',
    zh: 'Pod lab (job-name=pack)：应满足「该 Job 创建了两个 Pod」，实际未找到。',
  });
});

test('a selector that matches nothing is not called a name', () => {
  const what = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'job-name=pack' };
  expect(notThere({ what, isNamespaceMissing: false, near: [] })).toEqual({
    en: 'There is no Pod with the label job-name=pack in namespace lab.',
    zh: '命名空间 lab 中没有带标签 job-name=pack 的 Pod。',
  });
});
