import { expect, test } from 'vitest';
import { failed, noEvent, notThere, stillThere } from './messages.ts';

const expected = { en: 'the Job made two Pods', zh: '该 Job 创建了两个 Pod' };

test('a value that is empty text says that nothing was found, in both languages', () => {
  expect(failed('Pod lab (job-name=pack)', expected, { en: '', zh: '' })).toEqual({
    en: 'Pod lab (job-name=pack): expected that the Job made two Pods; found nothing.',
    zh: 'Pod lab (job-name=pack)：应满足「该 Job 创建了两个 Pod」，实际未找到。',
  });
});

test('a selector that matches nothing is not called a name', () => {
  const what = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', name: 'job-name=pack' };
  expect(notThere({ what, isNamespaceMissing: false, near: [] })).toEqual({
    en: 'There is no Pod with the label job-name=pack in namespace lab yet.',
    zh: '命名空间 lab 中还没有带标签 job-name=pack 的 Pod。',
  });
});

test('what is there although it was to go, and an event that did not come, are told in words of both languages', () => {
  const gone = { en: 'it is gone', zh: '它已被删除' };
  expect(stillThere('Pod lab/demo', gone)).toEqual({
    en: 'Pod lab/demo: expected that it is gone; found it.',
    zh: 'Pod lab/demo：应满足「它已被删除」，实际它仍然存在。',
  });
  expect(noEvent('Pod lab/demo', expected, 'Killing').zh).toBe(
    'Pod lab/demo：应满足「该 Job 创建了两个 Pod」，实际没有出现 Killing 事件。',
  );
});
