import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prove } from '../testing/prove.ts';
import type { LabProof } from './lab-proof.ts';
import type { Trial } from './trial.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const trial = ({ trials }: LabProof, wanted: string): Trial | undefined => trials.find(({ name }) => name === wanted);

test('shown commands that differ from solve.sh get a run of their own, with the parameters', async () => {
  const { proof, scripts } = await prove(directory, 'true\nlabel right {{token}}');
  expect(proof.trials.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
    'fresh start true',
    'solution true',
    'shown solution true',
    'right-but-wrong true',
  ]);
  expect(proof.ok).toBe(true);
  expect(trial(proof, 'shown solution')).not.toHaveProperty('sameAs');
  expect(scripts).toEqual([
    expect.stringMatching(/^set -eu\nlabel right /),
    expect.stringMatching(/^set -eu\ntrue\nlabel right \w{8}\n$/),
    expect.stringMatching(/^set -eu\nlabel wrong /),
  ]);
});

test('shown commands that are those of solve.sh are proved by its run, and say so', async () => {
  const { proof, scripts } = await prove(directory, 'label right {{token}}');
  expect(scripts).toHaveLength(2);
  expect(proof.ok).toBe(true);
  expect(trial(proof, 'shown solution')).toMatchObject({ ok: true, sameAs: 'solution', seconds: 0 });
});

test("a lab that shows a wrong solution is not proved, and reports the check and the script's output", async () => {
  const { proof } = await prove(directory, 'label left {{token}}');
  expect(proof).toMatchObject({
    ok: false,
    trials: [
      { name: 'fresh start', ok: true },
      { name: 'solution', ok: true },
      { name: 'shown solution', ok: false, failed: ['right'], output: 'it said this' },
      { name: 'right-but-wrong', ok: true },
    ],
  });
});

test('a near miss is judged no sooner than the solution passed: a check that cannot see the mistake is found out', async () => {
  // The Pod appears on its own after a while, as it should: the near miss only does not wait for it.
  const { proof } = await prove(directory, 'true\nlabel right {{token}}', {
    solution: 'later\nlabel right {{token}}\nwait',
    edit: '/^wait/d',
  });
  expect(trial(proof, 'solution')).toMatchObject({ ok: true });
  const wrong = { ok: false, failed: [], expected: ['right'], output: 'it said this' };
  expect(trial(proof, 'right-but-wrong')).toMatchObject(wrong);
  expect(proof.ok).toBe(false);
});

test('a near miss whose script fails proves nothing', async () => {
  const { proof } = await prove(directory, 'label right {{token}}', { edit: 's/^label.*/fail/' });
  expect(proof.ok).toBe(false);
  expect(trial(proof, 'right-but-wrong')).toMatchObject({ ok: false, failed: ['right'], exitCode: 1 });
});

test('a solution that passes although a command failed proves nothing', async () => {
  const { proof } = await prove(directory, 'label right {{token}}', { solution: 'label right {{token}}\nfail' });
  expect(proof.ok).toBe(false);
  expect(proof.trials.map(({ name }) => name)).toEqual(['fresh start', 'solution']);
  expect(trial(proof, 'solution')).toMatchObject({ ok: false, failed: [], exitCode: 1 });
});

test('a solution is given the time its checks allow, also for what is made only after its script', async () => {
  const { proof } = await prove(directory, 'label right {{token}}', { solution: 'later\nlabel right {{token}}' });
  expect(trial(proof, 'solution')).toMatchObject({ ok: true, failed: [] });
});

test('every further solution is proved as the first is, whether it is a script or an edit', async () => {
  const further = {
    'solution/by-hand.sh': 'echo by hand\nlabel right {{token}}\n',
    'solution/other-spelling.sed': 's/^label/true\\nlabel/\n',
  };
  const { proof, scripts } = await prove(directory, 'label right {{token}}', { further });
  expect(proof.trials.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
    'fresh start true',
    'solution true',
    'shown solution true',
    'solution by-hand true',
    'solution other-spelling true',
    'right-but-wrong true',
  ]);
  expect(scripts).toContainEqual(expect.stringMatching(/^echo by hand\nlabel right \w{8}\n$/));
});

test('a lab with a further solution that does not pass is not proved', async () => {
  const { proof } = await prove(directory, 'label right {{token}}', {
    further: { 'solution/left.sh': 'label left {{token}}\n' },
  });
  expect(proof.ok).toBe(false);
  expect(trial(proof, 'solution left')).toMatchObject({ ok: false, failed: ['right'], output: 'it said this' });
});

test('each trial draws parameters of its own: what one has learnt helps the next no more than a student after a reset', async () => {
  const { scripts } = await prove(directory, 'true\nlabel right {{token}}');
  const tokens = scripts.map((script) => /label \w+ (\w{8})/.exec(script)?.[1]);
  expect(tokens).not.toContain(undefined);
  expect(new Set(tokens).size).toBe(3);
});

test('a trial that is kept is not run, and those that are run take their time from the solution that is kept', async () => {
  const { proof } = await prove(directory, 'label right {{token}}');
  const kept = new Map(proof.trials.slice(0, 3).map((one) => [one.name, one]));
  const again = await prove(directory, 'label right {{token}}', { kept });
  expect(again.scripts).toEqual([expect.stringMatching(/^set -eu\nlabel wrong /)]);
  expect(again.proof).toMatchObject({ ok: true, trials: proof.trials.map(({ name }) => ({ name, ok: true })) });
});
