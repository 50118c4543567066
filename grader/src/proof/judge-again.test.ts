import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '@drydock/lab';
import { prove } from '../testing/prove.ts';
import { judgeAgain } from './judge-again.ts';
import { planTrials } from './plan.ts';
import type { Recording } from './recording.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** The trials of this lab, with another condition in its check, that are as they must be by the recordings. */
function standing(lab: Lab, recordings: ReadonlyMap<string, Recording>, that: string, withinMs?: number) {
  const tasks = lab.tasks.map((task) => ({
    ...task,
    checks: task.checks.map((check) => ({ ...check, that, ...(withinMs !== undefined && { withinMs }) })),
  }));
  return async (): Promise<readonly string[]> => {
    const plans = await planTrials({ ...lab, tasks });
    return plans.flatMap((plan) => {
      const recording = recordings.get(plan.name);
      return recording && judgeAgain(plan, recording) ? [plan.name] : [];
    });
  };
}

test('what was read in a trial is enough to judge it again', async () => {
  const { lab, recordings } = await prove(directory, 'true\nlabel right {{token}}');
  const plans = await planTrials(lab);
  expect(plans.map(({ name }) => name)).toEqual([...recordings.keys()]);
  for (const plan of plans) {
    const recording = recordings.get(plan.name);
    const again = recording && judgeAgain(plan, recording);
    const wanted = recording?.verdicts.map(({ check, outcome, at }) => ({ check, outcome, at }));
    expect(again).toMatchObject(wanted ?? []);
    expect(again).toHaveLength(1);
  }
});

test('another condition is judged by what was read; a trial that it decides otherwise must be run', async () => {
  const { lab, recordings } = await prove(directory, 'true\nlabel right {{token}}');
  const all = ['fresh start', 'solution', 'shown solution', 'right-but-wrong'];
  expect(await standing(lab, recordings, "self.spec.nodeName in ['right', 'else']")()).toEqual(all);
  // This one sees no mistake in the near miss.
  expect(await standing(lab, recordings, "self.spec.nodeName != ''")()).toEqual(all.slice(0, 3));
  expect(await standing(lab, recordings, "self.spec.nodeName == 'left'")()).toEqual(['fresh start', 'right-but-wrong']);
  expect(await standing(lab, recordings, 'size(self.spec.nodeName) > 99 / 0')()).toEqual([
    'fresh start',
    'right-but-wrong',
  ]);
});

test('a judge that would have waited longer has no answer in what was read', async () => {
  const { lab, recordings } = await prove(directory, 'true\nlabel right {{token}}', { within: '0s' });
  const same = "self.spec.nodeName == 'right'";
  expect(await standing(lab, recordings, same)()).toContain('right-but-wrong');
  expect(await standing(lab, recordings, same, 3_600_000)()).not.toContain('right-but-wrong');
});
