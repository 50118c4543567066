import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatProblem, loadLabs, proveLab } from '@drydock/grader';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { driverOf } from '../cli/src/setup/driver.ts';

const { labs, problems } = await loadLabs(join(import.meta.dirname, 'fixtures', 'labs'));
const id = `g${Math.random().toString(36).slice(2, 10)}`;
const signal = new AbortController().signal;
let directory: string;
let driver: Awaited<ReturnType<typeof driverOf>>;
let sandbox: Awaited<ReturnType<(typeof driver)['create']>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-grader-'));
  driver = await driverOf(directory);
  const spec = { id, profile: 'three-nodes', lifetime: 'process' } as const;
  sandbox = await driver.create(spec, { signal, onStep: () => undefined });
});

afterAll(async () => {
  await driver.destroy(id);
  await rm(directory, { recursive: true, force: true });
});

test('the fixtures are free of findings', () => {
  expect(problems.map(formatProblem)).toEqual([]);
  expect([...labs.keys()]).toEqual(['heal', 'node-port', 'pull-everywhere']);
});

// What no lab of the course asks for yet: code that acts, a node port from outside, the private registry on three nodes.
describe('on a cluster of three nodes', () => {
  test.for([...labs])(
    '%s: a fresh start fails, the solution passes, each near miss fails its check',
    async ([, lab]) => {
      const workspace = sandbox.workspace();
      const { fresh, solution, mutants } = await proveLab({
        lab,
        kubeconfig: await sandbox.kubeconfig('grader'),
        node: (name) => sandbox.node(name),
        registry: async () => sandbox.registry(),
        runInWorkspace: (argv, options) => workspace.exec([argv[0] ?? 'true', ...argv.slice(1)], options),
        log: { warn: (details, message) => console.warn(lab.id, message, details) },
        signal,
      });
      expect([fresh, solution, ...mutants].filter(({ ok }) => !ok)).toEqual([]);
      expect(mutants.length).toBeGreaterThan(0);
    },
  );
});
