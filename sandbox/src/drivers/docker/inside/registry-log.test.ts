import { expect, test } from 'vitest';
import { boundedLog } from './registry-log.ts';

const pull = '10.0.0.2 "GET /v2/student/app/manifests/v1 HTTP/1.1" 200';
const other = '10.0.0.2 "GET /v2/ HTTP/1.1" 401';
const many = (line: string, count: number): string => Array.from({ length: count }, () => `${line}\n`).join('');

test('a request for the repository is found behind any number of others', () => {
  expect(boundedLog(`${pull}\n${many(other, 6000)}`, '/v2/student/app/')).toBe(`${pull}\n`);
});

test('the first requests for a repository stay when it is asked for without end', () => {
  const refused = pull.replace('200', '401');
  const log = boundedLog(`${pull}\n${many(refused, 6000)}`, '/v2/student/app/');
  expect(log.startsWith(`${pull}\n`)).toBe(true);
  expect(log.split('\n')).toHaveLength(1001);
});

test('nothing is no line', () => {
  expect(boundedLog('')).toBe('');
});
