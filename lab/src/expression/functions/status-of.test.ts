import { expect, test } from 'vitest';
import { statusOf } from './status-of.ts';

const pod = {
  spec: { containers: [{ name: 'worker' }, { name: 'aaa' }] },
  status: {
    containerStatuses: [
      { name: 'aaa', restartCount: 0 },
      { name: 'worker', restartCount: 3 },
    ],
    initContainerStatuses: [{ name: 'prepare', restartCount: 1 }],
    ephemeralContainerStatuses: [{ name: 'debugger', restartCount: 2 }],
  },
};

test.each([
  ['an app container by its name', 'worker', 3],
  ['an app container of spec', pod.spec.containers[0], 3],
  ['an init container', 'prepare', 1],
  ['an ephemeral container', 'debugger', 2],
])('the status of %s is found wherever it is in the list', (_, container, restartCount) => {
  expect(statusOf(pod, container)).toMatchObject({ restartCount });
});

test.each([
  ['a container that is not there', pod, 'other'],
  ['a Pod that was never started', { spec: pod.spec }, 'worker'],
  ['a container without a name', pod, {}],
])('%s has no status', (_, of, container) => {
  expect(() => statusOf(of, container)).toThrow(expect.objectContaining({ code: 'no_such_key' }));
});
