import { type LessonPages, readLesson } from '@drydock/lab';
import { type Course, languages } from '@drydock/model';
import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import { coverageDocument } from './document.ts';

const text = { en: 'Soup', zh: '汤' };
const lesson = { title: text, summary: text };
const course: Course = {
  modules: [
    {
      id: 'kitchen',
      number: 1,
      title: text,
      lessons: [
        { ...lesson, id: 'soup', number: '1.1', labs: ['cook', 'serve'] },
        { ...lesson, id: 'bread', number: '1.2', labs: [] },
      ],
    },
  ],
};
const body = `
\`\`\`sh cell
kubectl get pods
\`\`\`

<Quiz id="q01" question="?">
  <Choice correct reason="!">Yes</Choice>
</Quiz>
`;

function soup(comments: { en: string; zh: string }): readonly LessonPages[] {
  const page = (language: 'en' | 'zh') => {
    const source = `{/*\n${comments[language]}\n*/}\n${body}`;
    const file = `${language}/kitchen/soup.mdx`;
    return { file, text: source, lesson: readLesson(source, () => undefined) };
  };
  return [{ id: 'kitchen/soup', pages: { en: page('en'), zh: page('zh') } }];
}

const good = {
  en: 'Rows: 0-001 to 0-003. Errors: E001. Questions: q01 (Q01).',
  zh: '条目：0-001 至 0-003。错误：E001。题目：q01（Q01）。',
};

function findings(comments: Partial<typeof good>): readonly string[] {
  return coverageOf(course, soup({ ...good, ...comments }), new Set()).findings;
}

test('a lesson is listed with what its comment declares, its cells, quizzes and labs', () => {
  const { modules, findings: found } = coverageOf(course, soup(good), new Set(['cook']));
  expect(found).toEqual([]);
  expect(modules[0]?.lessons).toMatchObject([
    {
      number: '1.1',
      rows: ['0-001', '0-002', '0-003'],
      errors: ['E001'],
      questions: [{ number: 'Q01', quizzes: ['q01'] }],
      cells: 1,
      quizzes: ['q01'],
      labs: [
        { id: 'cook', isWritten: true },
        { id: 'serve', isWritten: false },
      ],
    },
    { number: '1.2', rows: [], cells: 0 },
  ]);
});

test('the document links what is written, names what is to come, and leads from each row to its lessons', () => {
  const document = coverageDocument(coverageOf(course, soup(good), new Set(['cook'])));
  expect(document).toContain(
    '| [1.1 Soup](../content/en/kitchen/soup.mdx) | 0-001 to 0-003 | E001 | Q01: q01 | 1 | 1 | [cook](../labs/cook), serve (to come) |',
  );
  expect(document).toContain('| 1.2 Soup (to come) |');
  expect(document).toContain('| 0-002 | 1.1 |');
  expect(document).toMatch(/## Findings\n\nNone\.\n$/);
});

test.each(languages)('a row, an error or a question that only %s has is a finding about the other page', (language) => {
  const other = language === 'en' ? 'zh' : 'en';
  const more = good[language].replace('E001', 'E001, E002').replace('0-003', '0-004').replace('Q01', 'Q01, Q02');
  expect(findings({ [language]: more })).toEqual(
    expect.arrayContaining(
      ['0-004', 'E002', 'Q02'].map(
        (id) => `content/${other}/kitchen/soup.mdx: ${id} is named in the other language only.`,
      ),
    ),
  );
});

test('a row or an error that is there twice is a finding', () => {
  expect(findings({ en: good.en.replace('0-003', '0-003, 0-002').replace('E001', 'E001, E001') })).toEqual([
    'content/en/kitchen/soup.mdx: Row 0-002 is there twice.',
    'content/en/kitchen/soup.mdx: Error E001 is there twice.',
  ]);
});

test('a question without a quiz, a quiz that no lesson has and one that no comment names are findings', () => {
  const withQuestions = (questions: string) =>
    findings({
      en: good.en.replace('q01 (Q01)', questions),
      zh: good.zh.replace('q01（Q01）', questions),
    }).filter((line) => line.startsWith('content/en/'));
  expect(withQuestions('Q01')).toEqual([]);
  expect(withQuestions('Q01, Q02')).toEqual([
    'content/en/kitchen/soup.mdx: Question Q02 is named, and no quiz asks it.',
  ]);
  expect(withQuestions('Q01, Q02 (q02)')).toEqual(['content/en/kitchen/soup.mdx: No lesson has the quiz q02.']);
  expect(withQuestions('none')).toEqual(['content/en/kitchen/soup.mdx: The comment does not name the quiz q01.']);
});

test('a lesson that names no rows is a finding', () => {
  expect(findings({ en: 'Nothing.' })).toEqual(['content/en/kitchen/soup.mdx: No comment names the rows it covers.']);
});
