import { expect, test } from 'vitest';
import { parseLab } from '../language/parse.ts';
import type { Glossary } from '../lesson/glossary.ts';
import { checkHints, checkWording } from './wording.ts';

const glossary: Glossary = {
  terms: [{ en: 'credentials', zh: '凭据', not: { en: ['creds'], zh: ['账号密码'] }, isIntroduced: false }],
  phrases: { en: [{ not: 'whoever', write: 'if you …' }], zh: [{ not: 'shell', write: 'Shell' }] },
};

const page = (text: string, check: string): string =>
  `---\ntitle: t\n---\n\n${text}\n\n<Task id="a" points={1} title="t">\n\n${check}\n\n</Task>\n\n<Solution>\n\n\`\`\`sh\nshell\n\`\`\`\n\n</Solution>\n`;

function wordsOf(language: 'en' | 'zh', text: string, check = ''): readonly string[] {
  const found: string[] = [];
  checkWording(page(text, check), language, glossary, ({ line }, message) => found.push(`${line} ${message}`));
  return found;
}

test('a word of no lab is found in the text, in what a check expects, and in a hint', () => {
  expect(wordsOf('en', 'Whoever pulls needs creds.')).toEqual([
    '5 «creds» is not a word of this course.',
    '5 «whoever» is not a word of this course.',
  ]);
  const check = '<Check id="c" title="t" expected="its creds">\n  <Hint>The creds.</Hint>\n</Check>';
  expect(wordsOf('en', 'Text.', check)).toEqual([
    '9 «creds» is not a word of this course.',
    '10 «creds» is not a word of this course.',
  ]);
  expect(wordsOf('zh', '在 shell 里输入账号密码。')).toHaveLength(2);
});

test('commands and code are as they are', () => {
  expect(wordsOf('zh', '执行 `npx drydock sandbox shell`。')).toEqual([]);
});

test.each([
  [0, '0 hints'],
  [1, '1 hint'],
  [2, '2 hints'],
  [3, undefined],
  [4, '4 hints'],
])('a check with %i hints is told: %s', (count, told) => {
  const hints = '<Hint>Look.</Hint>\n'.repeat(count);
  const source = parseLab(
    page('Text.', `<Check id="c" title="t" resource="v1/Node n" expected="e">\n${hints}</Check>`),
    () => undefined,
  );
  const found: string[] = [];
  checkHints(source, ({ line }, message) => found.push(`${line} ${message}`));
  expect(found).toEqual(told === undefined ? [] : [`9 Check c has ${told}.`]);
});
