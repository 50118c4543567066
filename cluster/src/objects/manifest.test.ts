import { expect, test } from 'vitest';
import { manifestOf } from './manifest.ts';

test('an object is printed as kubectl prints it: keys in order, long lines whole', () => {
  const metadata = { uid: 'u', name: 'web', resourceVersion: '7', creationTimestamp: '2026-11-27T00:00:00Z' };
  const long = 'word '.repeat(40).trim();
  const object = { kind: 'Pod', apiVersion: 'v1', metadata, spec: { args: [long] } };
  expect(manifestOf(object)).toBe(
    `apiVersion: v1\nkind: Pod\nmetadata:\n  creationTimestamp: 2026-11-27T00:00:00Z\n  name: web\n  resourceVersion: "7"\n  uid: u\nspec:\n  args:\n    - ${long}\n`,
  );
});
