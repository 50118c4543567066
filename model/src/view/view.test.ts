import { expect, test } from 'vitest';
import { exampleHappening, examplePod } from '../testing/view-objects.ts';
import { ViewEvent } from './view-event.ts';
import { applyViewEvent, type ClusterPicture, emptyPicture, objectsOf } from './view.ts';

const [one, two] = [examplePod('one'), examplePod('two')];
const after = (...events: ViewEvent[]): ClusterPicture =>
  events.map((event) => ViewEvent.parse(event)).reduce(applyViewEvent, emptyPicture);
const names = (picture: ClusterPicture): string[] =>
  Array.from(objectsOf(picture, 'Pod').values(), ({ name, word }) => `${name} ${word}`);

test('a snapshot is the whole cluster, whatever was known before', () => {
  const picture = after({ type: 'snapshot', objects: [one] }, { type: 'snapshot', objects: [two] });
  expect(names(picture)).toEqual(['two Running']);
  expect(picture).toMatchObject({ status: 'live', hasSnapshot: true });
});

test('a change replaces, adds and removes objects of its kind, and leaves the maps of other kinds as they are', () => {
  const before = after({ type: 'snapshot', objects: [one, exampleHappening('one')] });
  const picture = applyViewEvent(before, {
    type: 'change',
    kind: 'Pod',
    upserted: [{ ...two, word: 'Pending' }],
    removed: [one.uid],
  });
  expect(names(picture)).toEqual(['two Pending']);
  expect(picture.objects.Event).toBe(before.objects.Event);
  expect(names(before)).toEqual(['one Running']);
});

test('turns count the changes since the snapshot, so that a page can show what is new', () => {
  const change = { type: 'change', kind: 'Pod', upserted: [one], removed: [] } as const;
  const picture = after({ type: 'snapshot', objects: [one, two] }, { ...change, upserted: [one] }, change as ViewEvent);
  expect([...picture.turns]).toEqual([[one.uid, 2]]);
  const gone = applyViewEvent(picture, { type: 'change', kind: 'Pod', upserted: [], removed: [one.uid] });
  expect([...gone.turns]).toEqual([]);
});

test('a cluster that does not answer leaves the old picture; one that is gone leaves none', () => {
  const problem = { code: 'cluster_unreachable', message: 'm', fix: 'f' };
  const old = after({ type: 'snapshot', objects: [one] }, { type: 'status', status: 'unreachable', problem });
  expect(names(old)).toEqual(['one Running']);
  expect(old).toMatchObject({ status: 'unreachable', problem });
  const none = applyViewEvent(old, { type: 'status', status: 'waiting', problem });
  expect(names(none)).toEqual([]);
  expect(none.hasSnapshot).toBe(false);
});
