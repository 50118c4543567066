import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellRun } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/open.ts';
import { createCellStore, type KeptLimits } from './store.ts';

let directory: string;
let database: Database;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-cells-'));
  database = await openDatabase(directory);
  const createdAt = new Date().toISOString();
  await database
    .insertInto('users')
    .values([
      { id: 'ann', createdAt },
      { id: 'bob', createdAt },
    ])
    .execute();
  await database
    .insertInto('playgrounds')
    .values(
      ['ann', 'bob'].map((user) => ({
        id: `of-${user}`,
        user,
        profile: 'one-node',
        state: 'ready',
        createdAt,
        stepsJson: [],
        problemJson: null,
      })),
    )
    .execute();
});
afterEach(async () => {
  await database.destroy();
  rmSync(directory, { recursive: true, force: true });
});

const plenty: KeptLimits = { keptBytes: 1000, keptRuns: 100, keptEdits: 100 };
const lesson = 'kitchen/soup';

function open(limits: Partial<KeptLimits>) {
  const store = createCellStore(database, { ...plenty, ...limits });
  let runs = 0;

  /** Runs a cell to its end, which prints this. */
  async function run(user: string, cell: string, text: string, state: CellRun['state'] = 'done'): Promise<void> {
    const id = `run${String((runs += 1)).padStart(8, '0')}`;
    const times = { exitCode: null, startedAt: null, endedAt: null, problem: null };
    const own: CellRun = { id, lesson, cell, playground: `of-${user}`, source: 'x', state: 'waiting', ...times };
    await store.insert({ user, run: own, files: { file: { name: 'soup.yaml', text: 'x' } }, output: [] });
    await store.save({ ...own, state }, { added: [{ offset: 0, text }], dropped: [] }, Buffer.byteLength(text));
  }

  const cellsOf = async (user: string): Promise<string[]> => (await store.kept(user, lesson)).map(({ cell }) => cell);
  return { store, run, cellsOf };
}

test('beyond what is kept of a student the oldest outputs go, and nobody else loses one', async () => {
  const { run, cellsOf } = open({ keptBytes: 10 });
  await run('bob', '1', '12345');
  for (const cell of ['1', '2', '3']) await run('ann', cell, '12345');
  expect(await cellsOf('ann')).toEqual(['1', '2', '3']);
  await run('ann', '4', '12345');
  expect(await cellsOf('ann')).toEqual(['2', '3', '4']);
  expect(await cellsOf('bob')).toEqual(['1']);
  const outputs = await database.selectFrom('cellOutputs').select('run').execute();
  expect(outputs).toHaveLength(4);
});

test('so it is for many small ones, and what runs is never forgotten', async () => {
  const { run, cellsOf } = open({ keptRuns: 2 });
  await run('ann', '1', '', 'running');
  for (const cell of ['2', '3', '4', '5']) await run('ann', cell, '');
  expect(await cellsOf('ann')).toEqual(['1', '3', '4', '5']);
});

test('a manifest too many is not kept, a kept one can still be changed and forgotten', async () => {
  const { store } = open({ keptEdits: 2 });
  const keep = (cell: string, text: string | null) => store.keepEdit({ user: 'ann', lesson, cell }, text);
  expect([await keep('1', 'a'), await keep('2', 'a'), await keep('3', 'a'), await keep('2', 'b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect([await keep('1', null), await keep('3', 'a')]).toEqual([true, true]);
  expect((await store.kept('ann', lesson)).map(({ cell, edited }) => [cell, edited])).toEqual([
    ['2', 'b'],
    ['3', 'a'],
  ]);
});

test('the files of a run that is over are not kept', async () => {
  const { run } = open({});
  await run('ann', '1', '');
  expect(await database.selectFrom('cellRuns').select('filesJson').execute()).toEqual([{ filesJson: {} }]);
});
