import { expect, test } from 'vitest';
import { problemText } from './problem-text.ts';

const problem = { code: 'sandbox_lost', message: 'The cluster is gone.', fix: 'Press Reset.' };

test('a Chinese page says a problem in Chinese: the words of the server, else those for its code; English is only a detail', () => {
  const zh = { message: '集群没了。', fix: '点重置。' };
  expect(problemText({ ...problem, zh }, 'zh')).toEqual({ ...zh, detail: 'The cluster is gone. Press Reset.' });
  expect(problemText(problem, 'zh').message).toMatch(/集群/);
  expect(problemText({ ...problem, code: 'later' }, 'zh').message).toBe('出了点问题。');
  expect(problemText({ ...problem, zh }, 'en')).toEqual({ message: 'The cluster is gone.', fix: 'Press Reset.' });
});

test('a problem that the page found itself has words in both languages', () => {
  for (const code of ['network', 'bad_answer', 'judging_unfinished']) {
    expect(problemText({ code, message: '', fix: '' }, 'en').message).not.toBe('');
    expect(problemText({ code, message: '', fix: '' }, 'zh').message).toMatch(/[\u4e00-\u9fff]/);
  }
});
