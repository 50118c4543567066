import { expect, test } from 'vitest';
import { chooseParts } from '../commands/test.ts';
import { counted, parts } from './parts.ts';

test('a run that left no report is one failure, and a bad exit is never all green', () => {
  expect(counted(1, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(counted(0, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(counted(1, { passed: 5, failed: 0, skipped: 0 })).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(counted(1, { passed: 5, failed: 2, skipped: 0 })).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test('parts run in their own order, and an unknown name is answered with the right ones', () => {
  expect(chooseParts(undefined)).toBe(parts);
  expect(chooseParts(['e2e', 'unit']).map(({ id }) => id)).toEqual(['unit', 'e2e']);
  expect(() => chooseParts(['unit', 'units'])).toThrow('"units"');
});
