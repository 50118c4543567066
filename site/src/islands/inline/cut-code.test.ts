import { expect, test } from 'vitest';
import { cutCode } from './cut-code.ts';

test('code between backticks is told apart, markup stays text', () => {
  expect(cutCode('Look at `kubectl explain`, then <b>go</b>.')).toEqual([
    { text: 'Look at ', isCode: false },
    { text: 'kubectl explain', isCode: true },
    { text: ', then <b>go</b>.', isCode: false },
  ]);
  expect(cutCode('a ` alone')).toEqual([{ text: 'a ` alone', isCode: false }]);
});
