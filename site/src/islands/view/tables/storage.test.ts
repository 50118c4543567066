import { applyViewEvent, emptyPicture } from '@drydock/model';
import { examplePod } from '@drydock/model/testing/view';
import { expect, test } from 'vitest';
import { scene } from '../../../testing/view-scene.ts';
import { storageChains } from './storage.ts';

const picture = applyViewEvent(emptyPicture, { type: 'snapshot', objects: scene });

test('a claim is tied to its volume, its class and the Pods that mount it', () => {
  const pods = [examplePod('db', { namespace: 'shop', claims: ['data'] }), examplePod('other', { claims: ['data'] })];
  expect(storageChains(picture, pods, () => true)).toMatchObject([
    { claim: { name: 'data' }, volume: { name: 'pv-1' }, storageClass: { name: 'standard' }, pods: ['db'] },
  ]);
});

test('a volume without a claim is a chain of its own; one of a hidden namespace is hidden with its claim', () => {
  const free = scene
    .filter(({ kind }) => kind === 'PersistentVolume')
    .map((volume) => ({ ...volume, uid: 'pv-2', name: 'pv-2', claim: null, phase: 'Available' }));
  const more = applyViewEvent(picture, { type: 'snapshot', objects: [...scene, ...(free as typeof scene)] });
  const names = storageChains(more, [], ({ namespace }) => namespace === null).map(({ volume }) => volume?.name);
  expect(names).toEqual(['pv-2']);
});
