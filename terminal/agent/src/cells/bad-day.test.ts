import { cellLimits } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestCells } from '../../../src/testing/lesson-cells.ts';

let line: Awaited<ReturnType<typeof openTestCells>>;
beforeEach(async () => {
  line = await openTestCells();
});
afterEach(() => line[Symbol.asyncDispose]());

/** What came of a cell, after which the next cell of the lesson and a shell of another lesson must do their work as ever. */
async function survived(source: string) {
  const other = line.start('read x < <(until [ -e go ]; do sleep 0.01; done); echo other', 'pods/second');
  await line.run('x=5');
  const result = await line.run(source);
  const [, , alive] = await line.run('echo "[$x]"');
  await line.run('touch go', 'pods/third');
  expect((await other.end).text).toBe('other\n');
  return { result, isAlive: alive === '[5]\n' };
}

test.for([
  ['exit', 'exit 3', 3],
  ['exec', 'exec sh -c "exit 4"', 4],
  ['an error after set -e', 'set -e; (exit 5); echo REST', 5],
])('%s ends the shell: the run has its exit code and says so', async ([, source, exitCode]) => {
  expect(await survived(String(source))).toEqual({ result: ['done', exitCode, '', 'exited'], isAlive: false });
});

test('runs that wait for a shell that ended are lost: they were meant for it', async () => {
  const first = line.start('sleep 0.01; exit 3');
  const second = line.start('rm -rf important');
  expect(await first.end).toMatchObject({ state: 'done', exitCode: 3, shellEnd: 'exited' });
  expect(await second.end).toMatchObject({ state: 'lost', startedAt: null, shellEnd: 'exited' });
});

test('set -e holds for its own cell only', async () => {
  await line.run('set -e; true');
  expect(await line.run('false; echo on')).toEqual(['done', 0, 'on\n']);
});

test.for([
  ['a directory that is not there', 'cd nowhere', 1, 'bash: cd: nowhere: No such file or directory\n'],
  ['a directory that goes away', 'mkdir gone; cd gone; rmdir ../gone; basename "$PWD"', 0, 'gone\n'],
  ['return', 'return 4; echo REST', 4, ''],
  ['a replaced PROMPT_COMMAND and prompt', `PROMPT_COMMAND='echo P'; PS1='> '; PS2='> '`, 0, ''],
  ['replaced words of the shell', `alias builtin=false printf=false trap=false .=false; printf() { echo no; }`, 0, ''],
  ['a trap on every command', `trap 'x=5' DEBUG; trap 'echo no' ERR; false`, 1, 'no\n'],
  ['closed output', 'exec >&- 2>&-; echo no', 1, ''],
  ['output sent elsewhere', 'exec >elsewhere; echo no', 0, ''],
  ['input from elsewhere', 'exec </etc/hostname; read name; echo "${#name}" | tr 1-9 x', 0, 'x\n'],
  ['options of the shell', 'set -Cuf; set -o pipefail', 0, ''],
])('%s disturbs nothing', async ([, source, exitCode, text]) => {
  const { result, isAlive } = await survived(String(source));
  expect(result.slice(0, 2)).toEqual(['done', exitCode]);
  expect(String(result[2]).replaceAll(/\d+(?=\n)/g, (digits) => 'x'.repeat(digits.length))).toBe(text);
  expect(isAlive).toBe(true);
});

test.for([
  ['a syntax error', 'echo a\nif then\necho REST', 2, /^a\nbash: \S+: line 2: syntax error near .*then/s],
  ['an unclosed quote', 'echo a\necho "b', 2, /^a\nbash: \S+: line 2: unexpected EOF/],
  ['an unclosed heredoc', 'cat <<END\nhello', 0, /here-document.*wanted `END'\)\nhello\n$/s],
])('%s ends its own cell', async ([, source, exitCode, said]) => {
  const { result, isAlive } = await survived(String(source));
  expect(result.slice(0, 2)).toEqual(['done', exitCode]);
  expect(result[2]).toMatch(said as RegExp);
  expect(isAlive).toBe(true);
});

test('a cell that closes every descriptor ends its shell at worst', async () => {
  const { result } = await survived('for fd in {3..300}; do eval "exec $fd>&-"; done; echo closed');
  expect(result.slice(0, 2)).toEqual(['done', 0]);
});

test('a job that writes later goes on, and disturbs no cell', async () => {
  const job = '(until [ -e go ]; do sleep 0.01; done; echo late; echo late >&2; echo alive >mark) &';
  expect(await line.run(`${job}\necho started`)).toEqual(['done', 0, 'started\n']);
  expect(await line.run('touch go; until [ -s mark ]; do sleep 0.01; done; cat mark')).toEqual(['done', 0, 'alive\n']);
});

test('a flood is read to its end, and its first and last bytes are kept', async () => {
  const run = line.start('echo first; seq 2000000; echo last');
  const { outputBytes, text } = await run.end;
  expect(outputBytes).toBe(14_888_896 + 'first\nlast\n'.length);
  expect(text).toMatch(/^first\n1\n2\n/);
  expect(text).toMatch(/\n1999999\n2000000\nlast\n$/);
  expect(line.cells.find('pods/first', run.id)?.heldBytes).toBeLessThanOrEqual(cellLimits.outputBytes);
});

test('what is not UTF-8 is shown as such, and a NUL too', async () => {
  expect(await line.run(String.raw`printf 'a\xffb\0c\xe8\x94'; sleep 0.05; printf '\xac\xe8'`)).toEqual([
    'done',
    0,
    'a\uFFFDb\uFFFDc蔬\uFFFD',
  ]);
});

test('a shell that is killed from outside loses its runs, and the next has a new one', async () => {
  await line.run('x=5; echo $$ >shell');
  const running = line.start('echo on; sleep 1000');
  const waiting = line.start('echo no');
  await running.shows('on');
  await line.run('kill -9 $(cat shell)', 'pods/second');
  expect(await running.end).toMatchObject({ state: 'lost', exitCode: null, shellEnd: 'killed' });
  expect(await waiting.end).toMatchObject({ state: 'lost', shellEnd: 'killed' });
  expect(await line.run('echo "[$x]"')).toEqual(['done', 0, '[]\n']);
});

test('a shell that ends between two cells is told by the next one', async () => {
  await line.run('x=5; echo $$ >shell');
  await line.run('kill -9 $(cat shell); while kill -0 $(cat shell) 2>/dev/null; do sleep 0.01; done', 'pods/second');
  expect(await line.run('echo "[$x]"')).toEqual(['done', 0, '[]\n', 'renewed']);
  expect(await line.run('echo on')).toEqual(['done', 0, 'on\n']);
});

test('a shell that cannot be started loses its run, and others go on', async () => {
  await using without = await openTestCells({ program: 'no-such-shell' });
  expect(await without.run('echo no')).toEqual(['lost', null, '', 'failed']);
  expect(await line.run('echo on')).toEqual(['done', 0, 'on\n']);
});
