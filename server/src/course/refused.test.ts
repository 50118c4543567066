import type { DriverFacts } from '@drydock/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLessonPage } from '../testing/playground.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

const start = (info: Partial<DriverFacts> = {}) => machine.start({ driver: machine.driver({ info }) });
const ofProblem = (message: RegExp, chinese: RegExp) => ({
  code: 'capability_missing',
  message: expect.stringMatching(message),
  zh: { message: expect.stringMatching(chinese) },
});

const root = ofProblem(/root on a node/u, /root 权限/u);
const admin = ofProblem(/rights of an administrator/u, /管理员/u);
const access = ofProblem(/gives no access to nodes/u, /不能进入节点/u);
const registry = ofProblem(/private registry/u, /私有镜像仓库/u);
const profile = ofProblem(/three-nodes/u, /three-nodes/u);

interface Refused {
  readonly cells: readonly string[];
  readonly problem: object;
}
interface Row {
  readonly lesson: string;
  readonly info: Partial<DriverFacts>;
  readonly refused: readonly Refused[];
  /** Cells that it runs. */
  readonly runs: readonly string[];
}
const stairs = 'cellar/stairs';
const rows: readonly Row[] = [
  { lesson: stairs, info: {}, refused: [], runs: ['2', '5'] },
  { lesson: 'kitchen/soup', info: { isShared: true }, refused: [], runs: ['2'] },
  {
    lesson: stairs,
    info: { isShared: true },
    refused: [
      { cells: ['2', '4'], problem: root },
      { cells: ['5'], problem: admin },
    ],
    runs: ['3'],
  },
  { lesson: stairs, info: { hasNodeShells: false }, refused: [{ cells: ['2', '4'], problem: access }], runs: ['5'] },
  {
    lesson: 'cellar/wine',
    info: { hasRegistry: false },
    refused: [{ cells: ['1', '2', '3'], problem: registry }],
    runs: [],
  },
  {
    lesson: 'cellar/vaults',
    info: { profiles: ['one-node'] },
    refused: [{ cells: ['1', '2'], problem: profile }],
    runs: [],
  },
];

test.each(rows)(
  'of $lesson a driver with $info refuses cells before they are run, in both languages: a page is told what a run would end in',
  async ({ lesson, info, refused, runs }) => {
    const server = await start(info);
    const told = await server.ask('GET', `/api/lessons/${lesson}/refused`);
    expect(told).toMatchObject({ status: 200, json: refused });
    const { id } = await createLessonPage(server).ready();
    const run = (cell: string) => server.ask('POST', `/api/playgrounds/${id}/cells`, { lesson, cell, source: 'true' });
    for (const { cells, problem } of refused)
      for (const cell of cells) expect(await run(cell)).toMatchObject({ status: 501, json: problem });
    for (const cell of runs) expect((await run(cell)).status).toBe(201);
  },
);

test('of a lesson that the course does not have, nothing is told', async () => {
  const server = await start();
  expect(await server.ask('GET', '/api/lessons/cellar/beer/refused')).toMatchObject({
    status: 404,
    json: { code: 'lesson_unknown' },
  });
});
