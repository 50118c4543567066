import { expect, test } from 'vitest';
import { pageFindings as findings, translationFindings } from '../../testing/page-findings.ts';
import { parseLab } from '../parse.ts';

const task = (id: string, more = ''): string => `<Task id="${id}" points={1} title="${id}"${more}>
<Check id="${id}-check" title="t" resource="v1/Pod lab/${id}" expected="e" />
</Task>

`;
const block = (command: string, words = ''): string => `\`\`\`sh${words}\n${command}\n\`\`\`\n`;
const head = '---\ntitle: t\nlesson: a/b\nminutes: 40\nnodeShell: true\nobjectives: [o]\n---\n';
const page = (tasks: readonly string[], blocks: readonly string[]): string =>
  `${head}${tasks.join('')}<Solution>\n\n${blocks.join('\n')}\n</Solution>\n`;

const tasks = [task('found', ' resume'), task('join', ' resume'), task('note')];
const blocks = [block('one'), block('two', ' ends=found'), block('three', ' node ends=join'), block('four')];
const good = page(tasks, blocks);

/** The tasks and blocks of the good lab, with one of either in another way. */
const withTask = (index: number, text: string): string => page(tasks.with(index, text), blocks);
const withBlock = (index: number, text: string): string => page(tasks, blocks.with(index, text));

test('a task with resume and the block that ends it are read', () => {
  expect(findings(good)).toEqual([]);
  const lab = parseLab(good, () => undefined);
  expect(lab.tasks.map(({ id, resume }) => [id, resume])).toEqual([
    ['found', true],
    ['join', true],
    ['note', undefined],
  ]);
  expect(lab.shown.map(({ where, ends }) => [where, ends])).toEqual([
    ['workspace', undefined],
    ['workspace', 'found'],
    ['node', 'join'],
    ['workspace', undefined],
  ]);
});

test('resume without a block that ends the task is a finding at resume', () => {
  expect(findings(withBlock(1, block('two')))).toEqual([
    '8:43 No block of <Solution> ends the task found, so no cluster can be brought to where it is done. Write ends=found in the opening line of its last block, as in ```sh ends=found.',
  ]);
});

test('resume on the last task is a finding, and so is a value of resume', () => {
  expect(findings(withTask(2, task('note', ' resume')))).toEqual([
    '16:41 The task note is the last one: after it nothing is left to do. Remove resume.',
  ]);
  expect(findings(withTask(0, task('found', ' resume="yes"')))).toEqual([
    '8:43 Attribute resume is wrong: "yes". Write resume, without a value.',
  ]);
});

test.each([
  [
    'an unknown task',
    1,
    ' ends=fond',
    'The block ends the task "fond", which the lab does not have. Did you mean ends=found?',
  ],
  ['no task', 1, ' ends=', 'The block ends the task "", which the lab does not have. Its tasks are found, join, note.'],
  [
    'the last task',
    3,
    ' ends=note',
    'The block ends the task note, and no attempt can begin after that. Remove ends=note: after the last task nothing is left to do.',
  ],
  [
    'a task twice',
    2,
    ' ends=found',
    'The task found is ended twice; line 26 ends it already. Keep ends=found at the last block that belongs to it.',
  ],
  [
    'two tasks',
    1,
    ' ends=found ends=join',
    'The block ends both found and join. Keep the mark of one, and let another block end the other.',
  ],
])('a mark that names %s is found at its block', (_, index, words, message) => {
  expect(findings(withBlock(index, block('two', words))).join('\n')).toContain(`:1 ${message}`);
});

test('a mark of a task without resume is a finding', () => {
  expect(findings(withTask(0, task('found')))).toEqual([
    '26:1 The block ends the task found, and no attempt can begin after that. Write resume in <Task id="found" …>, or remove ends=found.',
  ]);
});

test('marks in another order than the tasks are a finding', () => {
  const swapped = [block('one'), block('two', ' ends=join'), block('three', ' node ends=found'), block('four')];
  expect(findings(page(tasks, swapped))).toEqual([
    '30:1 The block ends the task found after line 26 has ended join, which is a later task. Show the commands in the order of the tasks: found, join, note.',
  ]);
});

test('a mark of the last block leaves nothing to do', () => {
  expect(findings(page(tasks, blocks.slice(0, 3)))).toEqual([
    '30:1 The last block of <Solution> ends the task join, so that nothing would be left to do after it. Write ends=join at the last block that belongs to this task alone.',
  ]);
});

test('a translation has the same marks, and no resume of its own', () => {
  const chinese = good
    .replace(/lesson[^]*?nodeShell: true\n/, '')
    .replaceAll(/ points=\{1\}| resume| resource="[^"]*"/g, '');
  const check = (text: string): string[] => translationFindings(good, text);
  expect(check(chinese)).toEqual([]);
  expect(check(chinese.replace(' node ends=join', ' node'))).toEqual([
    expect.stringContaining(
      ':1 The block ends no task, and in lab.mdx join. Begin it with ```sh node ends=join.',
    ) as string,
  ]);
  expect(check(chinese.replace('title="found"', 'title="found" resume'))).toEqual([
    expect.stringContaining('<Task> has resume in a translation') as string,
  ]);
});
