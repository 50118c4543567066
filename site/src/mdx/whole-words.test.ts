import { expect, test } from 'vitest';
import { wholeWords } from './whole-words.ts';

test('a word with a hyphen in inline code stays whole, the blanks around it may break', () => {
  expect(wholeWords('stress --vm-bytes 150M')).toEqual([
    { text: 'stress ', isWhole: false },
    { text: '--vm-bytes', isWhole: true },
    { text: ' 150M', isWhole: false },
  ]);
  expect(wholeWords('memory-demo')).toEqual([{ text: 'memory-demo', isWhole: true }]);
  expect(wholeWords('kubectl get pods')).toEqual([{ text: 'kubectl get pods', isWhole: false }]);
});

test('what is longer than a line of a phone may break as before', () => {
  const long = `a-${'b'.repeat(40)}`;
  expect(wholeWords(long)).toEqual([{ text: long, isWhole: false }]);
});
