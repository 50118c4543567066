import { expect, test } from 'vitest';
import { isAllowedOrigin } from './origin.ts';

const allowList = ['http://127.0.0.1:8080', 'https://course.example'];

test.each([
  ['http://127.0.0.1:8080', true],
  ['https://course.example', true],
  ['https://course.example:443', true],
  [undefined, true],
  ['http://course.example', false],
  ['https://course.example.evil.example', false],
  ['https://evil.example', false],
  ['http://127.0.0.1:8081', false],
  ['null', false],
  ['', false],
  ['course.example', false],
])('origin %s allowed: %s', (origin, isAllowed) => {
  expect(isAllowedOrigin({ headers: origin === undefined ? {} : { origin } }, allowList)).toBe(isAllowed);
});
