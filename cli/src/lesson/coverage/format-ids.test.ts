import { expect, test } from 'vitest';
import { formatIds } from './format-ids.ts';

test('three ids in sequence become a range, two do not, and a range ends with its part', () => {
  expect(formatIds(['0-001', '0-003', '0-004', '1-005', '1-006', '1-007', '2-008'])).toBe(
    '0-001, 0-003, 0-004, 1-005 to 1-007, 2-008',
  );
  expect(formatIds(['E009', 'E010', 'E011'])).toBe('E009 to E011');
  expect(formatIds([])).toBe('');
});
