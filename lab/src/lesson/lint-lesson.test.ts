import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { goodLesson } from '../testing/good-lesson.ts';
import type { CourseLists } from './course-lists.ts';
import { formatLessonProblem, lintLessons } from './lessons.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lists: CourseLists = {
  images: { busybox: '1.37' },
  lessons: new Set(['resources/memory', 'resources/metrics']),
  labs: new Set(['memory-limit']),
};

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

/** The findings of the good lesson after an edit of one language, or of both. */
async function found(edit: (text: string) => string, which: 'en' | 'zh' | 'both' = 'both'): Promise<readonly string[]> {
  for (const language of ['en', 'zh'] as const) {
    const text = goodLesson[language];
    await write(`${language}/resources/memory.mdx`, which === 'both' || which === language ? edit(text) : text);
  }
  await write('glossary.json', JSON.stringify(glossary));
  return (await lintLessons(folder, lists)).map(formatLessonProblem);
}

const glossary = {
  terms: [{ en: 'namespace', zh: '命名空间', not: { zh: ['名字空间'] }, isIntroduced: true }],
  phrases: { en: [{ not: 'for ever', write: 'forever' }], zh: [] },
};

const put =
  (before: string, after: string) =>
  (text: string): string =>
    text.replace(before, after);
const add =
  (body: string) =>
  (text: string): string =>
    `${text}\n${body}\n`;

test.each(['en', 'zh'] as const)(
  'a page in %s that is no MDX is one finding, not one for all that it lacks',
  async (language) => {
    expect(await found((text) => `${text}\n{ never closed\n`, language)).toEqual([
      expect.stringMatching(new RegExp(`^content/${language}/resources/memory.mdx:\\d+:\\d+ This is not valid MDX`)),
    ]);
  },
);

test('a good lesson has no findings', async () => {
  expect(await found((text) => text)).toEqual([]);
});

test('a private registry is in the head of a lesson that uses one, of no other, and of both languages', async () => {
  const head = put('needs:', 'registry: true\nneeds:');
  const use = put('kubectl get pod salad', 'curl registry.course.local:5000/v2/; kubectl get pod salad');
  expect(await found((text) => head(use(text)))).toEqual([]);
  expect(await found(use)).toEqual(
    ['en', 'zh'].map(
      (language) =>
        expect.stringContaining(
          `content/${language}/resources/memory.mdx:38:1 Cell 4 needs the private registry. Write registry: true`,
        ) as string,
    ),
  );
  expect(await found(head, 'en')).toEqual([
    'content/en/resources/memory.mdx:8:1 No cell needs the private registry. Leave registry: true out; it takes time to start.',
    'content/zh/resources/memory.mdx:1:1 The frontmatter has another registry than in English. Write the same registry in both languages.',
  ]);
});

test.each([
  'vi soup.yaml',
  'kubectl edit pod salad',
  'kubectl exec -it soup -n kitchen -- sh',
  'watch kubectl get pods',
])('a cell that asks for a terminal is found in both languages: %s', async (command) => {
  expect(await found(put('kubectl get pod salad -n kitchen', command))).toEqual(
    ['en', 'zh'].map(
      (language) =>
        expect.stringContaining(
          `content/${language}/resources/memory.mdx:38:1 Cell 4 asks for a terminal, which a cell does not have. `,
        ) as string,
    ),
  );
});

test('a cell that enters a node and does not say so is found in both languages', async () => {
  const enter = put('kubectl get pod salad -n kitchen', 'kubectl debug node/worker --image=course.local/busybox:1.37');
  expect(await found(enter)).toEqual(
    ['en', 'zh'].map(
      (language) =>
        expect.stringContaining(`content/${language}/resources/memory.mdx:38:1 Cell 4 enters a node, `) as string,
    ),
  );
  expect(await found((text) => enter(text).replace('sh cell exit=1', 'sh cell exit=1 needs=root'))).toEqual([]);
});

test('the rules of cells do not concern a lesson that has none', async () => {
  const plain = `---\ntitle: a\n---\n\nIn newer versions it waits for ever.\n`;
  expect(await found(() => plain)).toEqual([]);
});

test.each([
  ['minutes: 10\n', '', '1:1 A lesson with cells lacks minutes. Write minutes: 20, measured, waiting included.'],
  ['minutes: 10', 'minutes: soon', '4:1 Field minutes is wrong: '],
  ['  - You can run a Pod.\n', '', '5:1 Field objectives is wrong: '],
  [
    'resources/metrics',
    'resources/metric',
    '8:1 The course has no lesson resources/metric. Did you mean resources/metrics?',
  ],
])('the head of a lesson with cells says what the page shows: %j as %j', async (before, after, finding) => {
  expect(await found(put(before, after), 'en')).toEqual([
    expect.stringContaining(`content/en/resources/memory.mdx:${finding}`) as string,
  ]);
});

test.each([
  [
    'namespace kitchen\n```',
    'namespace cellar\n```',
    '13:1 Cell 1 differs in its line 1: «kubectl create namespace cellar» here, «kubectl create namespace kitchen» there; in English it is in line 13.',
  ],
  ['file="soup.yaml"', 'file="soap.yaml"', '20:1 Cell 2 is the file soap.yaml here and soup.yaml there'],
  ['exit=1', 'exit=2', '38:1 Cell 4 has another exit= or timeout='],
  ['sh cell exit=1', 'sh cell exit=1 needs=root', '38:1 Cell 4 has another needs='],
  ['kitchen created', 'cellar created', '13:1 Cell 1 has another output'],
  ['```sh cell exit=1\nkubectl get pod salad -n kitchen\n```\n', '', '33:1 Cell 4 is missing here'],
  ['<Choice correct', '<Choice', '42:1 The right answer of quiz soup-1 is 0 of 3 here and 2 of 3 in English.'],
])('a translation that runs something else is found with its place: %j as %j', async (before, after, finding) => {
  expect(await found(put(before, after), 'zh')).toContainEqual(
    expect.stringContaining(`content/zh/resources/memory.mdx:${finding}`),
  );
});

test('an output may be shortened in another way in a translation', async () => {
  expect(await found(put('namespace/kitchen created', '…'), 'zh')).toEqual([]);
});

test.each([
  ['It stays **for ever**.', 'en', '«for ever» is not a word of this course. Write forever.'],
  ['这个名字空间里有 Pod。', 'zh', '«名字空间» is not a word of this course. Write 命名空间.'],
  ['In newer versions it is on.', 'en', '«newer versions» names no version. Write since 1.35, or before 1.24.'],
  ['<Figure src="soup.svg" alt="x" />', 'en', 'There is no picture soup.en.svg.'],
  ['<LabLink lab="memory-limits" />', 'en', 'There is no lab memory-limits. Did you mean memory-limit?'],
  ['[x](../memry/)', 'en', 'There is no lesson resources/memry. Did you mean resources/memory?'],
  ['[x](/en/resources/memory/)', 'en', 'begins at the root of a host'],
  ['[x](../metrics/)', 'en', 'There is no lesson resources/metrics.'],
  ['[x](../../labs/memory/)', 'en', 'There is no lab memory.'],
] as const)('what a lesson says is checked: %j', async (body, language, finding) => {
  expect(await found(add(body), language)).toEqual([expect.stringContaining(finding)]);
});

test('code, words in quotation marks, and versions with a number are left alone', async () => {
  expect(await found(add('`for ever` “for ever” newer versions (since 1.35)'), 'en')).toEqual([]);
});

test('a Chinese term without its English at the first use is found', async () => {
  expect(await found(put('（namespace）', ''), 'zh')).toEqual([
    'content/zh/resources/memory.mdx:11:13 命名空间 is first used without its English. Write 命名空间（namespace）.',
  ]);
});

test.each([
  ['  <Choice reason="It was never made.">A cake</Choice>\n', '', 'has 2 answers'],
  ['<Choice correct', '<Choice', 'has 0 right answers'],
  ['reason="You made it."', 'reason=""', 'An answer has no reason.'],
  [
    '>A soup<',
    '>A soup that was made in the second cell and applied in the third<',
    'The right answer has 64 characters',
  ],
])('a quiz that can be answered without knowing is found: %j as %j', async (before, after, finding) => {
  expect(await found(put(before, after), 'en')).toContainEqual(expect.stringContaining(finding));
});

test('the right answers of a lesson are not all at the same place, and an id is used once', async () => {
  const quiz = (id: string): string =>
    `<Quiz id="${id}" question="x">\n  <Choice reason="a">a</Choice>\n  <Choice correct reason="b">b</Choice>\n  <Choice reason="c">c</Choice>\n</Quiz>\n`;
  expect(await found(add(quiz('soup-2') + quiz('soup-1')))).toEqual(
    ['en', 'zh'].flatMap((language) => [
      expect.stringContaining(
        `content/${language}/resources/memory.mdx:42:1 The right answer of all 3 questions is number 2.`,
      ),
      expect.stringContaining(`Quiz soup-1 is in ${language}/resources/memory.mdx already.`),
    ]),
  );
});

test.each([
  ['busybox:1.37', 'busybox:1.36', '29:14 Lab image busybox exists as 1.37, not as 1.36.'],
  ['busybox:1.37', 'bisybox:1.37', '29:14 There is no lab image bisybox.'],
  ['    - name: pot', '    - nam: pot', '28:7 '],
])('what a cell runs can be had: %j as %j', async (before, after, finding) => {
  const place = (text: string): string => text.replace(/^content\/en\/resources\/memory\.mdx:/, '');
  const findings = (await found(put(before, after))).filter((text) => text.includes('/en/')).map(place);
  expect(findings).toEqual([expect.stringContaining(finding)]);
});

test('a lesson that is too long to read or to run is found', async () => {
  const cells = '```sh cell\nls\n```\n\n'.repeat(7);
  const rows = `\`\`\`yaml cell file="a.yaml"\n${'- a\n'.repeat(31)}\`\`\`\n`;
  const findings = await found(add(`${cells}${'word '.repeat(1300)}\n\n${rows}`));
  expect(findings.filter((text) => text.includes('/en/'))).toEqual([
    expect.stringContaining('words to read.'),
    expect.stringContaining('The lesson has 12 cells.'),
    expect.stringContaining('The manifest has 31 lines.'),
  ]);
  expect(await found(add('字'.repeat(1801)), 'zh')).toEqual([expect.stringContaining('characters to read.')]);
});

test('a glossary that is not one is found', async () => {
  await write('glossary.json', '{"terms": [{}]}');
  expect((await lintLessons(folder)).map(formatLessonProblem)).toContainEqual(
    expect.stringContaining('content/glossary.json:1:1 terms.0.en is wrong'),
  );
});
