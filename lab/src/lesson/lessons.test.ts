import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatLessonProblem, lintLessons } from './lessons.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'content-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function found(files: Readonly<Record<string, string | Uint8Array>>): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return (await lintLessons(folder)).map(formatLessonProblem);
}

const file = 'zh/resources/memory.mdx';
const page = (body: string): string => `---\ntitle: 内存\n---\n\n${body}\n`;
const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;

const catalogue = JSON.stringify(
  { modules: [{ id: 'resources', number: 6, title: { en: 'Resources', zh: '资源' }, lessons: [] }] },
  undefined,
  2,
);

test('the lessons of this course have no findings', async () => {
  const own = new URL('../../../content', import.meta.url).pathname;
  expect((await lintLessons(own)).map(formatLessonProblem)).toEqual([]);
});

test('what is right has no findings: components, code with braces, comments, texts in braces', async () => {
  const body =
    "<Correction>它**“只会”**慢</Correction>\n\n`{{end}}` {/* 注 */} {'{'}\n\n```sh\nkubectl get -o go-template='{{range .items}}{{end}}'\n```";
  expect(await found({ [file]: page(body), 'course.json': catalogue })).toEqual([]);
});

test.each([file, 'course.json'])('%s saved by an editor of Windows is one finding that is harmless', async (name) => {
  expect(await found({ [name]: windows(name === file ? page('好') : catalogue) })).toEqual([
    `content/${name}:1:1 The file has a byte order mark (BOM) and the line ends of Windows (CRLF); Drydock reads it without. Save it as UTF-8 without BOM, with line ends LF.`,
  ]);
  expect(await lintLessons(folder)).toMatchObject([{ isHarmless: true }]);
});

test.each([
  [file, page('好')],
  ['course.json', catalogue],
])('%s in UTF-16 or with a zero byte is one finding that says so', async (name, text) => {
  expect(await found({ [name]: Buffer.from(`\uFEFF${text}`, 'utf16le') })).toEqual([
    `content/${name}:1:1 The file is saved as UTF-16LE. Save it as UTF-8.`,
  ]);
  expect(await found({ [name]: `${text}\n\0` })).toEqual([
    `content/${name}:${text.split('\n').length + 1}:1 The file holds a zero byte, which no text has. Remove it, or save the file again as UTF-8.`,
  ]);
});

const braces = 'Write braces of another template language as code, between backquotes or in a block.';
test.each([
  ['用 {{end}} 结束', `5:3 {{end}} is run as code when the page is built. ${braces}`],
  ['a\n\n{{ name }}', `7:1 {{ name }} is run as code when the page is built. ${braces}`],
  ['- **见 {name}**', `5:7 {name} is run as code when the page is built. ${braces}`],
  ['用 {{.items}}', `5:5 This is not valid MDX: Could not parse expression with acorn. ${braces}`],
  ['用 {% if %}', `5:4 This is not valid MDX: Could not parse expression with acorn. ${braces}`],
])('braces of other template languages in text are found with their place: %j', async (body, finding) => {
  expect(await found({ [file]: page(body) })).toEqual([`content/${file}:${finding}`]);
});

test.each([
  [
    '```console\n$ cat <<EOF\ntext\n```',
    '6:1 «$ cat <<EOF» is not whole as a command: no line EOF ends its text. Complete it; further lines of a command may begin with > . Show it as ```text if students should not type it.',
  ],
  [
    "```sh\necho 'a\n```",
    "6:1 «echo 'a» is not whole as a command: ' that closes is missing. Complete it, or show it as ```text if students should not type it.",
  ],
])('commands that cannot be typed are found with their place: %j', async (body, finding) => {
  expect(await found({ [file]: page(body) })).toEqual([`content/${file}:${finding}`]);
});

test('a lesson without a title or a head is found', async () => {
  expect(await found({ [file]: '---\ndescription: x\n---\n', 'en/a/b.mdx': 'text\n' })).toEqual([
    'content/en/a/b.mdx:1:1 The page has no frontmatter. Begin it with ---, the fields and --- again.',
    `content/${file}:1:1 The frontmatter lacks title. Write title: Stay inside the limit.`,
  ]);
});

test.each([
  [
    '{\n  "modules": [\n    1,\n  ]\n}',
    /^content\/course\.json:3:6 This is not JSON: .* Put a comma between two items/,
  ],
  ['{\n  "modules": [],\n}', /^content\/course\.json:3:1 This is not JSON: /],
  ['{\n  "modules": [', /^content\/course\.json:2:1\d This is not JSON: Unexpected end of JSON input\. /],
  [
    catalogue.replace('"zh"', '"cn"'),
    /^content\/course\.json:6:16 modules\.0\.title\.zh is wrong: .* Write both languages/,
  ],
  [
    catalogue.replace('"resources"', '"Resources"'),
    /^content\/course\.json:4:13 modules\.0\.id is wrong: .* Write small letters/,
  ],
])('a catalogue that is none is found with its place: %j', async (text, finding) => {
  expect(await found({ 'course.json': text })).toEqual([expect.stringMatching(finding) as string]);
});
