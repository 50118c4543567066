import { readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { planTrials, type TrialPlan } from '@drydock/grader';
import { loadLab } from '@drydock/lab';
import { beforeAll, expect, test } from 'vitest';
import { checkout } from '../../setup/checkout.ts';
import { openSources } from './closure.ts';
import { openProofKeys, type ProofKey } from './proof-key.ts';

const recipes = { kubernetes: '1', node: 'n', workspace: 'w', lab: { stress: 's', nginx: 'x' } };
let solution: TrialPlan;
let nearMiss: TrialPlan;
let resumePoint: TrialPlan;
let before: ProofKey;

beforeAll(async () => {
  // Its checks look at Pods, metrics and files of the node.
  const { lab } = await loadLab(join(checkout, 'labs', 'memory-limit'), 'memory-limit');
  if (!lab) throw new Error('the lab was not read');
  const plans = await planTrials(lab);
  const named = (wanted: string): TrialPlan | undefined => plans.find(({ name }) => name === wanted);
  const [one, other] = [named('solution'), named('request-left-out')];
  if (!one || !other) throw new Error('the lab has other trials');
  [solution, nearMiss] = [one, other];
  resumePoint = { ...solution, name: 'resume after limits', upTo: 'limits' };
  before = await openProofKeys(recipes).of(solution);
});

/** What changes in the key of the solution when this file has another line: its look, how it is judged, or nothing. */
async function after(path: string, line: string, plan = solution): Promise<readonly string[]> {
  const read = (file: string): string => `${readFileSync(join(checkout, file), 'utf8')}${file === path ? line : ''}`;
  expect(read(path)).toContain(line);
  const now = await openProofKeys(recipes, openSources(read)).of(plan);
  const was = plan === solution ? before : await openProofKeys(recipes).of(plan);
  return (['look', 'judge'] as const).filter((part) => now[part] !== was[part]);
}

const code = '\nexport const oneMore = 1;\n';

test.each([
  ['a probe that the lab uses', 'grader/src/probe/metrics.ts', ['look']],
  ['a probe that it does not use', 'grader/src/probe/logs.ts', []],
  ['what runs a trial', 'grader/src/proof/run-trial.ts', ['look']],
  ['the watch', 'grader/src/watch/live.ts', ['look']],
  ['the reset', 'grader/src/reset/reset.ts', ['look']],
  ['the client of the cluster', 'cluster/src/exec.ts', ['look']],
  ['the driver', 'sandbox/src/drivers/kind/maker.ts', ['look']],
  ['what Docker drivers share', 'sandbox/src/drivers/docker/create.ts', ['look']],
  ['the preflight of a host', 'sandbox/src/drivers/docker/preflight/preflight.ts', []],
  ['what runs processes', 'host/src/process/run.ts', ['look']],
  ['the simulated driver', 'sandbox/src/drivers/fake/driver.ts', []],
  ['the fleet', 'sandbox/src/fleet/fleet.ts', []],
  ['the judge', 'grader/src/verdict/judge.ts', ['judge']],
  ['the expressions', 'lab/src/expression/cel.ts', ['judge']],
  ['a function of the expressions', 'lab/src/expression/functions/paths.ts', ['judge']],
  ['a message', 'grader/src/verdict/messages.ts', []],
  ['the reason of a failure', 'grader/src/because/explain.ts', []],
  ['the parser', 'lab/src/language/parse.ts', []],
  ['the translation', 'lab/src/language/translation.ts', []],
  ['lint', 'lab/src/lint/placeholders.ts', []],
  ['the gate of a submission', 'grader/src/submission/submission-gate.ts', []],
  ['the catalogue', 'lab/src/catalogue/labs.ts', []],
])('a change of %s (%s) changes %j of a key', async (_, path, parts) => {
  expect(await after(path, code)).toEqual(parts);
});

test.each(['grader/src/probe/metrics.ts', 'grader/src/verdict/judge.ts', 'lab/src/language/parse.ts'])(
  'a comment or a type in %s changes nothing',
  async (path) => {
    expect(await after(path, '\n/** More about it. */\nexport interface OneMore {}\n')).toEqual([]);
  },
);

test('a probe counts for the trials whose checks use it', async () => {
  expect(await after('grader/src/probe/metrics.ts', code, nearMiss)).toEqual([]);
});

test('a resume point has a key of its own, with the modules that only it runs', async () => {
  expect((await openProofKeys(recipes).of(resumePoint)).look).not.toBe(before.look);
  for (const path of ['grader/src/proof/run-resume.ts', 'grader/src/resume/reach-point.ts']) {
    expect(await after(path, code)).toEqual([]);
    expect(await after(path, code, resumePoint)).toEqual(['look']);
  }
  expect(await after('grader/src/probe/metrics.ts', code, resumePoint)).toEqual(['look']);
});

test('a module that begins to import another has it in its key from then on', async () => {
  const path = 'grader/src/watch/round.ts';
  const line = "\nimport { scoreOf } from '../submission/regrade.ts';\nexport const more = scoreOf;\n";
  expect(await after(path, line)).toEqual(['look']);
});

test('the images that a trial uses are in its key, and no others', async () => {
  const changed = async (more: Partial<typeof recipes>): Promise<boolean> =>
    (await openProofKeys({ ...recipes, ...more }).of(solution)).look !== before.look;
  expect(await changed({ lab: { stress: 's', nginx: 'another' } })).toBe(false);
  expect(await changed({ lab: { stress: 'another', nginx: 'x' } })).toBe(true);
  expect(await changed({ node: 'another' })).toBe(true);
  expect(await changed({ kubernetes: '2' })).toBe(true);
});

test('conditions are judged, what is looked at is looked at; texts are neither', async () => {
  type Change = Record<string, unknown>;
  const changed = async (change: Change): Promise<readonly string[]> => {
    const { lab } = solution;
    const tasks = lab.tasks.map((task) => ({ ...task, checks: task.checks.map((check) => ({ ...check, ...change })) }));
    const now = await openProofKeys(recipes).of({ ...solution, lab: { ...lab, tasks } });
    return (['look', 'judge'] as const).filter((part) => now[part] !== before[part]);
  };
  expect(await changed({ that: 'true' })).toEqual(['judge']);
  expect(await changed({ never: 'true' })).toEqual(['judge']);
  expect(await changed({ withinMs: 1 })).toEqual(['judge']);
  expect(await changed({ holdMs: 1 })).toEqual(['look']);
  expect(await changed({ needs: ['metrics'] })).toEqual(['look']);
  const probe = { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod' } };
  expect(await changed({ probe })).toContain('look');
  const text = { en: 'x', zh: 'x' };
  expect(await changed({ title: text, expected: text, hints: [text], actual: 'x', actualZh: 'x' })).toEqual([]);
});

test('files that the set-up writes, what it removes and what it waits for are in the key', async () => {
  const directory = join(await mkdtemp(join(tmpdir(), 'drydock-key-')), 'repair-nodes');
  try {
    await cp(join(checkout, 'e2e/fixtures/labs/repair-nodes'), directory, { recursive: true });
    const { lab } = await loadLab(directory, 'repair-nodes');
    if (!lab) throw new Error('the lab was not read');
    const [plan] = (await planTrials(lab)).filter(({ name }) => name === 'solution');
    if (!plan) throw new Error('the lab has no solution');
    const look = async (change: Partial<typeof lab> = {}): Promise<string> =>
      (await openProofKeys(recipes).of({ ...plan, lab: { ...lab, ...change } })).look;
    const was = await look();
    expect(await look({ title: { en: 'x', zh: 'x' } })).toBe(was);
    expect(await look({ setup: { remove: [], until: lab.setup?.until ?? [] } })).not.toBe(was);
    expect(await look({ setup: { remove: lab.setup?.remove ?? [], until: [] } })).not.toBe(was);
    expect(await look({ registryContent: { access: 'account', images: {} } })).not.toBe(was);
    const patient = join(directory, 'setup/workspace/clinic/patient.yaml');
    await chmod(patient, 0o755);
    const asProgram = await look();
    expect(asProgram).not.toBe(was);
    await writeFile(patient, 'kind: Pod\n');
    expect(await look()).not.toBe(asProgram);
  } finally {
    await rm(dirname(directory), { recursive: true });
  }
});
