import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestCells } from '../../../src/testing/lesson-cells.ts';

let line: Awaited<ReturnType<typeof openTestCells>>;
beforeEach(async () => {
  line = await openTestCells();
});
afterEach(() => line[Symbol.asyncDispose]());

/** Runs a source until it prints "on", stops it there, and says what came of it and whether the shell lived on. */
async function stopped(source: string) {
  await line.run('x=5');
  const run = line.start(`${source}\necho REST`);
  await run.shows('on\n');
  run.stop();
  const { state, text, shellEnd } = await run.end;
  const [, , alive] = await line.run('echo $x');
  return { state, text, shellEnd, isAlive: alive === '5\n' };
}
const ended = { state: 'stopped', text: 'on\n', shellEnd: null, isAlive: true };

test.for([
  ['a program', 'sleep 1000'],
  ['a loop of the shell', 'while :; do :; done'],
  ['a loop of programs', 'while :; do sleep 0.01; done'],
  ['a pipe', 'sleep 1000 | cat'],
  ['a subshell', '(sleep 1000; echo REST)'],
  ['a substitution', 'x=$(sleep 1000)5'],
  ['a function', 'f() { sleep 1000; echo REST; }; f'],
  ['a wait for a job', 'sleep 1000 & wait'],
  ['a read that waits', 'read y < <(sleep 1000)'],
  ['a program that takes SIGINT as a wish to end well', `bash -c 'trap "exit 0" INT; while :; do sleep 0.01; done'`],
  ['a trap of the cell on SIGINT', `trap 'echo no' INT; while :; do sleep 0.01; done`],
  ['a shell that fails at an error', 'set -e; sleep 1000'],
])('Stop ends %s, drops the rest of the cell and keeps the shell', async ([, source]) => {
  expect(await stopped(`echo on; ${source}`)).toEqual(ended);
});

test('what ignores SIGINT is killed, with all that it started', async () => {
  const source = `bash -c 'trap "" INT; setsid sleep 1001 & echo $! >inner; echo on; sleep 1000'`;
  expect(await stopped(source)).toEqual(ended);
  expect(await line.run('while kill -0 $(cat inner) 2>/dev/null; do sleep 0.01; done')).toEqual(['done', 0, '']);
});

test('a stopped program is no obstacle', async () => {
  expect(await stopped(`echo on; bash -c 'kill -STOP $$'`)).toEqual(ended);
});

test('a shell that nothing helps is ended, and the run says so', async () => {
  expect(await stopped('trap - URG; trap "" INT; echo on; exec >/dev/null; while :; do :; done')).toEqual({
    ...ended,
    shellEnd: 'stopped',
    isAlive: false,
  });
});

test('Stop spares the jobs of earlier cells, also those that listen to SIGINT although it was ignored when they began', async () => {
  const job = `
    process.on('SIGINT', () => process.exit());
    process.on('SIGUSR1', () => fs.writeFileSync('answer', ''));
    fs.writeFileSync('up', '');
    setInterval(() => {}, 1000);`;
  await line.run(`'${process.execPath}' -e "${job}" & job=$!; until [ -e up ]; do sleep 0.01; done`);
  const running = line.start('echo on; sleep 1000');
  await running.shows('on\n');
  running.stop();
  await running.end;
  // Signals are taken in the order they come, so an answer says that there was no SIGINT before.
  const source = 'kill -USR1 $job; until [ -e answer ]; do kill -0 $job || break; sleep 0.01; done; ls answer';
  expect(await line.run(source)).toEqual(['done', 0, 'answer\n']);
});

test('a Stop that comes as a cell ends on its own does nothing to the next cell', async () => {
  for (let round = 0; round < 30; round += 1) {
    const run = line.start('echo on');
    const next = line.start('echo next');
    await run.shows('on');
    run.stop();
    expect(await next.end).toMatchObject({ state: 'done', exitCode: 0, text: 'next\n' });
  }
});

test('a run that waits never begins, and one that is just being started neither', async () => {
  const first = line.start('echo on; sleep 1000');
  const second = line.start('echo no');
  const third = line.start('echo no');
  second.stop();
  first.stop();
  third.stop();
  for (const run of [first, second, third])
    expect(await run.end).toMatchObject({ state: 'stopped', text: expect.not.stringContaining('no') });
  expect(await line.run('echo yes')).toEqual(['done', 0, 'yes\n']);
});
