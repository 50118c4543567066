import { expect, test } from 'vitest';
import { requestPath, samePath } from './paths.ts';

test.each([
  ['/mnt/data', '/mnt/data/', true],
  ['/mnt//data', '/mnt/data', true],
  ['/mnt/./data/.', '/mnt/data', true],
  ['//', '/', true],
  ['/mnt/data', '/mnt/data2', false],
  ['/mnt/data', 'mnt/data', false],
  ['/mnt/x/../data', '/mnt/data', false],
  ['/mnt/Data', '/mnt/data', false],
  ['/mnt/.data', '/mnt/data', false],
])('%s and %s are the same path: %s', (a, b, same) => {
  expect(samePath(a, b)).toBe(same);
});

test.each([
  ['ready.html', '/ready.html'],
  ['/ready.html', '/ready.html'],
  ['/live/', '/live/'],
  ['', '/'],
  ['/live?full=1', '/live?full=1'],
  ['/live#now', '/live'],
  ['http://other/live', '/live'],
])('the kubelet reads the probe path «%s» as %s', (path, asked) => {
  expect(requestPath(path)).toBe(asked);
});
