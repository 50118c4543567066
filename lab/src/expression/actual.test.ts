import { expect, test } from 'vitest';
import { actualOf } from './actual.ts';
import { environmentOf } from './cel.ts';
import { toCel } from './functions/to-cel.ts';

const environment = environmentOf({ kind: 'registry', repository: 'student/app' }, []);
const requestsOf = (...statuses: readonly number[]) =>
  toCel({ requests: statuses.map((status) => ({ status })) }) as Record<string, unknown>;
const shown = (actual: string, ...statuses: readonly number[]) =>
  actualOf(environment, actual, requestsOf(...statuses));
const listed = "requests.map(r, string(r.status)).join(', ')";

test('a repeated item of a joined list is shown once, with its count, at its first place', () => {
  expect(shown(listed, ...Array.from({ length: 24 }, () => 401))).toEqual({ en: '401 (24×)', zh: '401（24 次）' });
  expect(shown(listed, 401, 404, 401, 200)?.en).toBe('401 (2×), 404, 200');
});

test('a list without repeats, one of words and a value that is no list stay as they are', () => {
  expect(shown(listed, 401, 200)?.en).toBe('401, 200');
  expect(shown(listed)?.en).toBe('');
  expect(shown("requests.map(r, string(r.status)).join(' ')", 1, 1)?.en).toBe('1 1');
  expect(shown("'401, 401'", 1)?.en).toBe('401, 401');
});
