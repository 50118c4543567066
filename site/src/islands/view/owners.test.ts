import { examplePod, exampleWorkload } from '@drydock/model/testing/view';
import type { ViewWorkload } from '@drydock/model';
import { expect, test } from 'vitest';
import { groupByOwner, ownerName } from './owners.ts';

const ownedBy = ({ kind, name, uid }: ViewWorkload) => ({ owner: { kind, name, uid } });
const web = exampleWorkload('Deployment', 'web');
const current = exampleWorkload('ReplicaSet', 'web-2', { ...ownedBy(web), wanted: 2 });
const old = exampleWorkload('ReplicaSet', 'web-1', { ...ownedBy(web), wanted: 0 });
const nightly = exampleWorkload('CronJob', 'nightly', { wanted: null, ready: null });
const run = exampleWorkload('Job', 'nightly-1', ownedBy(nightly));
const all = new Map([run, old, current, nightly, web].map((each) => [each.uid, each]));

test('Pods are below their outermost owner, by their direct one; an old ReplicaSet without Pods is not shown', () => {
  const pods = [examplePod('a', ownedBy(current)), examplePod('b', ownedBy(run)), examplePod('c')];
  const groups = groupByOwner(pods, all, () => true).map(({ top, parts }) => [
    top?.name ?? null,
    parts.map(({ owner, pods: own }) => [owner?.name ?? null, own.map(({ name }) => name)]),
  ]);
  expect(groups).toEqual([
    ['web', [['web-2', ['a']]]],
    ['nightly', [['nightly-1', ['b']]]],
    [null, [[null, ['c']]]],
  ]);
});

test('a workload whose Pods cannot be made is a group without Pods', () => {
  const groups = groupByOwner([], new Map([[web.uid, web]]), () => true);
  expect(groups).toMatchObject([{ top: { name: 'web' }, parts: [] }]);
});

test('a Pod is named after its outermost owner, or after one that is no workload', () => {
  expect(ownerName(examplePod('a', ownedBy(current)), all)).toBe('Deployment web');
  const node = { owner: { kind: 'Node', name: 'node-1', uid: 'n' } };
  expect(ownerName(examplePod('etcd', node), all)).toBe('Node node-1');
  expect(ownerName(examplePod('bare'), all)).toBeNull();
});
