import { expect, test } from 'vitest';
import { leftOver } from './leftovers.ts';

const before = new Set(['Namespace default', 'StorageClass standard', 'node node-1 label os=linux', 'file ~/.bashrc']);

test('nothing is left where everything is as before, but the manifests of the cells', () => {
  expect(leftOver(before, new Set([...before, 'file ~/soup.yaml']), new Set(['soup.yaml']))).toEqual([]);
});

test('what is left is named: a namespace without all that is in it, marks on nodes, files', () => {
  const after = new Set([
    ...before,
    'Namespace kitchen',
    'Pod kitchen/soup',
    'PersistentVolume shelf',
    'Pod default/stray',
    'file ~/notes.txt',
  ]);
  after.add('node node-1 label disk=ssd');
  expect(leftOver(before, after, new Set())).toEqual([
    'Namespace kitchen',
    'PersistentVolume shelf',
    'Pod default/stray',
    'file ~/notes.txt',
    'node node-1 label disk=ssd',
  ]);
});

test('what a lesson takes away is named too', () => {
  const after = new Set(before);
  after.delete('StorageClass standard');
  expect(leftOver(before, after, new Set())).toEqual(['StorageClass standard (removed)']);
});
