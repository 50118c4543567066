import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestLine } from '../../src/testing/line.ts';
import { type CellLink, createCellLink, type LinkedRun } from './cells.ts';

let line: Awaited<ReturnType<typeof openTestLine>>;
let link: CellLink;
beforeEach(async () => {
  line = await openTestLine();
  link = createCellLink();
});
afterEach(() => line[Symbol.asyncDispose]());

const lesson = 'pods/first';
const id = 'run00001';

/** Follows a run from a byte on; `text` grows. */
function follow(run: string, fromByte = 0) {
  const left = new AbortController();
  const seen = { text: '', offsets: [] as number[], begun: undefined as LinkedRun | undefined };
  const end = link.follow(line.dial, lesson, run, fromByte, {
    signal: left.signal,
    onPiece({ offset, text }) {
      seen.text += text;
      seen.offsets.push(offset);
    },
    onBegin: (begun) => (seen.begun = begun),
  });
  return { seen, end, leave: () => left.abort(new Error('left')) };
}

test('a cell runs, is followed as it prints, and ends with its exit code', async () => {
  const file = { name: 'soup.yaml', text: 'kind: Pod\n' };
  expect(
    await link.run(line.dial, lesson, {
      id,
      source: 'cat soup.yaml; until [ -e go ]; do sleep 0.01; done; false',
      file,
    }),
  ).toMatchObject({ id, shell: lesson, problem: null });
  const { seen, end } = follow(id);
  await expect.poll(() => seen.text).toBe('kind: Pod\n');
  expect(seen.begun).toMatchObject({ state: 'running', endedAt: null });
  await link.run(line.dial, 'pods/second', { id: 'run00002', source: 'touch go' });
  expect(await end).toMatchObject({ state: 'done', exitCode: 1, outputBytes: 10, shellEnd: null });
  expect((await link.runs(line.dial)).map((run) => run.id)).toEqual([id, 'run00002']);
});

test('a reader that leaves disturbs nothing, and one that comes later reads on from where it was', async () => {
  await link.run(line.dial, lesson, { id, source: 'echo 蔬菜; until [ -e go ]; do sleep 0.01; done; echo soup' });
  const first = follow(id);
  await expect.poll(() => first.seen.text).toBe('蔬菜\n');
  first.leave();
  await expect(first.end).rejects.toThrow('left');
  await link.run(line.dial, 'pods/second', { id: 'run00002', source: 'touch go' });
  const second = follow(id, 7);
  expect(await second.end).toMatchObject({ state: 'done', exitCode: 0 });
  expect(second.seen).toMatchObject({ text: 'soup\n', offsets: [7] });
  const again = follow(id);
  await again.end;
  expect(again.seen.text).toBe('蔬菜\nsoup\n');
});

test('Stop, restart and a shell that ended are told in both languages', async () => {
  await link.run(line.dial, lesson, { id, source: 'echo on; sleep 1000' });
  const running = follow(id);
  await expect.poll(() => running.seen.text).toBe('on\n');
  await link.stop(line.dial, lesson, id);
  expect(await running.end).toMatchObject({ state: 'stopped', problem: null });
  await link.run(line.dial, lesson, { id: 'run00002', source: 'sleep 1000' });
  await link.restart(line.dial, lesson);
  const problem = { code: 'shell_restarted', zh: { message: expect.stringContaining('重启') } };
  expect(await follow('run00002').end).toMatchObject({ state: 'lost', problem });
  await link.run(line.dial, lesson, { id: 'run00003', source: 'exit 3' });
  expect(await follow('run00003').end).toMatchObject({
    state: 'done',
    exitCode: 3,
    problem: { code: 'shell_exited', message: expect.stringContaining('`exit`') },
  });
});

test('a run that the workspace does not know is not found, and one too many is refused', async () => {
  await expect(follow(id).end).rejects.toMatchObject({ code: 'not_found' });
  await expect(link.stop(line.dial, lesson, id)).rejects.toMatchObject({ code: 'not_found' });
  const orders = Array.from({ length: 52 }, (_, index) => ({
    id: `run000${String(index).padStart(2, '0')}`,
    source: 'sleep 1000',
  }));
  const all = Promise.all(orders.map((order) => link.run(line.dial, lesson, order)));
  await expect(all).rejects.toMatchObject({ code: 'rate_limited', zh: { message: expect.stringContaining('排队') } });
});

test('a reader who does not read holds up neither the cell nor the agent', async () => {
  await link.run(line.dial, lesson, { id, source: 'echo first; seq 500000; echo last' });
  const socket = await line.dial();
  socket.write(`GET /cells/pods%2Ffirst/${id} HTTP/1.1\r\nHost: agent\r\n\r\n`);
  const { seen, end } = follow(id);
  expect(await end).toMatchObject({ state: 'done', outputBytes: 3_388_906 });
  expect(seen.text).toMatch(/^first\n1\n/);
  expect(seen.text).toMatch(/\n500000\nlast\n$/);
  socket.destroy();
});

test('an agent that goes away in the middle is a lost sandbox', async () => {
  await link.run(line.dial, lesson, { id, source: 'echo on; sleep 1000' });
  const { seen, end } = follow(id);
  await expect.poll(() => seen.text).toBe('on\n');
  await line.end();
  await expect(end).rejects.toMatchObject({ code: 'sandbox_lost' });
});
