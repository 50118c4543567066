import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellLimits } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestCells } from '../../../src/testing/lesson-cells.ts';

let line: Awaited<ReturnType<typeof openTestCells>>;
beforeEach(async () => {
  line = await openTestCells();
});
afterEach(() => line[Symbol.asyncDispose]());
const done = (text: string, exitCode = 0) => ['done', exitCode, text];

test('directory, variables, functions and aliases carry over from cell to cell', async () => {
  await line.run(`mkdir -p a && cd a; x=5; f() { echo "f $1"; }; alias hi='echo hello'`);
  expect(await line.run('basename "$PWD"; echo $x; f 1; hi')).toEqual(done('a\n5\nf 1\nhello\n'));
});

test('the exit code of a cell is what the next one finds', async () => {
  await line.run('(exit 7)');
  expect(await line.run('echo $?')).toEqual(done('7\n'));
});

test('each lesson has a shell of its own', async () => {
  await line.run('x=5; cd /', 'pods/first');
  expect(await line.run('echo "[$x]"; basename "$PWD"', 'pods/second')).toEqual(
    done(`[]\n${line.home.split('/').at(-1)}\n`),
  );
});

test('what is printed comes in order, input ends at once and no pager starts', async () => {
  const source = 'echo 1; echo 2 >&2; echo 3; echo 4 >/dev/stderr; read x; cat; less /etc/hostname >/dev/null; false';
  expect(await line.run(source)).toEqual(done('1\n2\n3\n4\n', 1));
});

test('runs of a lesson come one after the other, those of another lesson beside them', async () => {
  const first = line.start('until [ -e go ]; do sleep 0.01; done; echo first');
  const second = line.start('echo second');
  expect(await line.run('echo beside', 'pods/second')).toEqual(done('beside\n'));
  expect(line.cells.list().find(({ id }) => id === second.id)?.state).not.toBe('done');
  await line.run('touch go', 'pods/second');
  const [one, two] = await Promise.all([first.end, second.end]);
  expect([one.text, two.text]).toEqual(['first\n', 'second\n']);
  expect(Date.parse(two.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(one.endedAt ?? ''));
});

test('the same id again is the same run, and does nothing again', async () => {
  const { id, end } = line.start('echo x >>log');
  await end;
  expect(line.cells.order('pods/first', id, { source: 'echo x >>log' })?.info().state).toBe('done');
  expect(await line.run('cat log')).toEqual(done('x\n'));
});

test('more than fifty waiting runs are refused, and the last fifty that are over are remembered', async () => {
  const first = line.start('until [ -e go ]; do sleep 0.01; done');
  await expect.poll(() => line.cells.find('pods/first', first.id)?.info().state).toBe('running');
  const waiting = Array.from({ length: cellLimits.waiting }, () => line.start(':'));
  expect(() => line.start(':')).toThrow('refused');
  await line.run('touch go', 'pods/second');
  await Promise.all(waiting.map(({ end }) => end));
  await line.run('echo last');
  expect(line.cells.list().filter(({ shell }) => shell === 'pods/first')).toHaveLength(50);
  expect(line.cells.find('pods/first', first.id)).toBeUndefined();
});

test('a file is written before its cell runs, in one piece, and never through a link', async () => {
  await writeFile(join(line.home, 'precious'), 'precious');
  await symlink('precious', join(line.home, 'soup.yaml'));
  await line.run('cd /');
  expect(await line.run('cat ~/soup.yaml', undefined, { file: { name: 'soup.yaml', text: '蔬菜\n' } })).toEqual(
    done('蔬菜\n'),
  );
  expect((await lstat(join(line.home, 'soup.yaml'))).isSymbolicLink()).toBe(false);
  expect(await readFile(join(line.home, 'precious'), 'utf8')).toBe('precious');
});

test('the manifests above a cell are there before it runs; what a shell has made of one stays until the page has another text', async () => {
  const manifests = [
    { name: 'soup.yaml', text: 'soup\n' },
    { name: 'bread.yaml', text: 'bread' },
  ];
  const salty = [{ name: 'soup.yaml', text: 'salty\n' }];
  expect(await line.run('cat soup.yaml bread.yaml', undefined, { manifests })).toEqual(done('soup\nbread\n'));
  expect(await line.run('echo more >> soup.yaml', undefined, { manifests })).toEqual(done(''));
  expect(await line.run('cat soup.yaml', 'pods/second', { manifests })).toEqual(done('soup\nmore\n'));
  expect(await line.run('cat soup.yaml; rm soup.yaml', undefined, { manifests: salty })).toEqual(done('salty\n'));
  expect(await line.run('cat soup.yaml', undefined, { manifests: salty })).toEqual(done('salty\n'));
});

test('a file that cannot be written ends its cell, which does not run', async () => {
  await mkdir(join(line.home, 'soup.yaml'));
  expect(await line.run('echo no', undefined, { file: { name: 'soup.yaml', text: '' } })).toEqual(
    done('soup.yaml: illegal operation on a directory\n', 1),
  );
});

test('a restart ends the shell with its jobs, and loses what runs and what waits', async () => {
  await line.run('x=5; sleep 1000 & echo $! >job');
  const running = line.start('echo on; sleep 1000');
  const waiting = line.start('echo no');
  await running.shows('on');
  line.cells.restart('pods/first');
  expect(await running.end).toMatchObject({ state: 'lost', exitCode: null, shellEnd: 'restarted' });
  expect(await waiting.end).toMatchObject({ state: 'lost', text: '', startedAt: null });
  expect(await line.run('echo "[$x]"; while kill -0 $(cat job) 2>/dev/null; do sleep 0.01; done')).toEqual(
    done('[]\n'),
  );
});
