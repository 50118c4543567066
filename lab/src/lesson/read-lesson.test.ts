import { expect, test } from 'vitest';
import { goodLesson } from '../testing/good-lesson.ts';
import { readLesson } from './read-lesson.ts';

function read(text: string): { lesson: ReturnType<typeof readLesson>; found: readonly string[] } {
  const found: string[] = [];
  const lesson = readLesson(text, ({ line }, message) => found.push(`${line} ${message}`));
  return { lesson, found };
}

test('a lesson is read into its cells, in order, each with what it is and must print', () => {
  const { lesson, found } = read(goodLesson.en);
  expect(found).toEqual([]);
  expect(lesson.frontmatter).toMatchObject({ title: 'Pods in a kitchen', minutes: 10 });
  expect(lesson.cells).toMatchObject([
    { id: '1', kind: 'sh', source: 'kubectl create namespace kitchen', exit: 0, place: { line: 13 } },
    { id: '2', kind: 'yaml', file: 'soup.yaml', place: { line: 20 } },
    { id: '3', kind: 'sh', timeoutMs: 20_000 },
    { id: '4', kind: 'sh', exit: 1 },
  ]);
  expect(lesson.cells[0]?.output).toMatchObject({ text: 'namespace/kitchen created', place: { line: 16 } });
  expect(lesson.cells[2]?.output).toBeUndefined();
  expect(lesson.quizzes).toMatchObject([
    { id: 'soup-1', choices: [{ text: 'A salad' }, { text: 'A soup', isCorrect: true }, { text: 'A cake' }] },
  ]);
});

test('what a page names is found with its place: pictures, labs, links', () => {
  const { lesson } = read(
    '---\ntitle: a\n---\n<Figure src="a.svg" alt="x" />\n\nSee [b](/en/c/d/).\n\n<LabLink lab="e" />\n',
  );
  expect(lesson.figures).toMatchObject([{ name: 'a.svg', place: { line: 4 } }]);
  expect(lesson.links).toMatchObject([{ name: '/en/c/d/', place: { line: 6 } }]);
  expect(lesson.labs).toMatchObject([{ name: 'e', place: { line: 8 } }]);
});

test('what is read counts, and code, tables, headings and quizzes do not', () => {
  const { lesson } = read(
    '---\ntitle: a\n---\n## Head\n\nThe `node` is **up**.\n\n| a | b |\n|---|---|\n\n* point\n\n<Quiz id="q" question="What?">\n<Choice reason="Why.">So</Choice>\n</Quiz>\n',
  );
  expect(lesson.prose.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'heading: Head',
    'body: The `node` is up.',
    'table: | a | b |\n|---|---|',
    'body: point',
    'aside: What?',
    'aside: So',
    'aside: Why.',
  ]);
});

test.each([
  ['```python cell\n1\n```', '4 A cell is written in python.'],
  ['```yaml cell\na: 1\n```', '4 A manifest has no file name.'],
  ['```sh cell\n```', '4 A cell is empty.'],
  ['```sh cell exit=no\nls\n```', '4 A sh cell cannot be told exit=no.'],
  ['```sh cell needs=luck\nls\n```', '4 A sh cell cannot be told needs=luck.'],
  ['```sh cell file="a.yaml"\nls\n```', '4 A sh cell cannot be told file="a.yaml".'],
  ['```yaml cell file="../a"\na: 1\n```', '4 A yaml cell cannot be told file="../a".'],
  ['```output\nx\n```', '4 An output has no cell above it that printed it.'],
  ['```sh cell\nls\n```\n\ntext\n\n```output\nx\n```', '10 An output has no cell above it that printed it.'],
])('a cell that cannot be run is found with its place: %j', (body, finding) => {
  expect(read(`---\ntitle: a\n---\n${body}\n`).found).toContain(finding);
});
