import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFakeApi } from '@drydock/cluster/testing';
import { type Lab, loadLab } from '@drydock/lab';
import { noNode, oldNode } from '@drydock/lab/testing';
import { judgeAgain } from './judge-again.ts';
import type { LabProof } from './lab-proof.ts';
import { planTrials } from './plan.ts';
import { proveLabs } from './prove-labs.ts';
import { packRecording, type Recording, unpackRecording } from './recording.ts';
import type { Trial } from './trial.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const laterMs = 300;

const page = (shown: string, within = '1s'): string =>
  `---\ntitle: t\nlesson: a/b\nminutes: 1\nparameters: { token: random8 }\nobjectives: [o]\n---\n\n<Task id="run" points={1} title="t">\n<Check id="right" title="t" resource="v1/Pod lab/demo" within="${within}" that="self.spec.nodeName == 'right'" expected="e" />\n</Task>\n\n<Solution>\n\n\`\`\`sh\n${shown}\n\`\`\`\n\n</Solution>\n`;

/**
 * Proves a lab that shows these commands and has this near miss. Its workspace knows `label`, which makes the Pod, `later`, by which the Pod is made only after
 * a while, `fail`, and takes the Pod away when a script begins.
 */
async function prove(
  shown: string,
  {
    solution = 'label right {{token}}',
    edit = 's/right/wrong/',
    further = {} as Readonly<Record<string, string>>,
    kept = new Map<string, Trial>(),
    within = '1s',
  } = {},
): Promise<{ proof: LabProof; scripts: readonly string[]; lab: Lab; recordings: ReadonlyMap<string, Recording> }> {
  const lab = await labOf({
    'lab.mdx': page(shown, within),
    'lab.zh.mdx': page(shown, within)
      .replace(/lesson[^]*?\}\n/, '')
      .replace(' points={1}', '')
      .replace(/resource=.*(?=expected)/, ''),
    'solution/solve.sh': `set -eu\n${solution}\n`,
    'mutants/right-but-wrong/solution.sed': `${edit}\n`,
    ...further,
  });
  await using api = await startFakeApi();
  api.put(oldNode);
  const scripts: string[] = [];
  const recordings = new Map<string, Recording>();
  const opened: string[] = [];
  const [proof] = await proveLabs({
    labs: [{ lab, plans: await planTrials(lab), kept }],
    clusters: 1,
    open: async (profile) => {
      opened.push(profile);
      return {
        kubeconfig: api.kubeconfig,
        node: noNode,
        runInWorkspace: async (_, { input = '' } = {}) => {
          scripts.push(input);
          api.remove('Pod', 'demo');
          const [, nodeName] = /^label (\w+) [a-z2-9]{8}$/m.exec(input) ?? [];
          const make = () => nodeName && api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName } });
          if (/^later$/m.test(input)) setTimeout(make, laterMs);
          else make();
          if (/^wait$/m.test(input)) await delay(2 * laterMs);
          return { exitCode: /^fail$/m.test(input) ? 1 : 0, stdout: '', stderr: 'it said this' };
        },
        close: async () => void opened.pop(),
      };
    },
    log: () => ({ warn: () => undefined }),
    signal: new AbortController().signal,
    onTrial: ({ name }, _, result) => {
      if (result) recordings.set(name, unpackRecording(packRecording(result.recording, () => false)));
    },
  });
  expect(opened).toEqual([]);
  if (!proof) throw new Error('there is no proof');
  return { proof, scripts, lab, recordings };
}

async function labOf(files: Readonly<Record<string, string>>): Promise<Lab> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), text);
  }
  const { lab, problems } = await loadLab(directory, 'a-lab');
  expect(problems).toEqual([]);
  if (!lab) throw new Error('the lab was not read');
  return lab;
}

const trial = ({ trials }: LabProof, wanted: string): Trial | undefined => trials.find(({ name }) => name === wanted);

test('shown commands that differ from solve.sh get a run of their own, with the parameters', async () => {
  const { proof, scripts } = await prove('true\nlabel right {{token}}');
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
  const { proof, scripts } = await prove('label right {{token}}');
  expect(scripts).toHaveLength(2);
  expect(proof.ok).toBe(true);
  expect(trial(proof, 'shown solution')).toMatchObject({ ok: true, sameAs: 'solution', seconds: 0 });
});

test("a lab that shows a wrong solution is not proved, and reports the check and the script's output", async () => {
  const { proof } = await prove('label left {{token}}');
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
  const { proof } = await prove('true\nlabel right {{token}}', {
    solution: 'later\nlabel right {{token}}\nwait',
    edit: '/^wait/d',
  });
  expect(trial(proof, 'solution')).toMatchObject({ ok: true });
  const wrong = { ok: false, failed: [], expected: ['right'], output: 'it said this' };
  expect(trial(proof, 'right-but-wrong')).toMatchObject(wrong);
  expect(proof.ok).toBe(false);
});

test('a near miss whose script fails proves nothing', async () => {
  const { proof } = await prove('label right {{token}}', { edit: 's/^label.*/fail/' });
  expect(proof.ok).toBe(false);
  expect(trial(proof, 'right-but-wrong')).toMatchObject({ ok: false, failed: ['right'], exitCode: 1 });
});

test('a solution that passes although a command failed proves nothing', async () => {
  const { proof } = await prove('label right {{token}}', { solution: 'label right {{token}}\nfail' });
  expect(proof.ok).toBe(false);
  expect(proof.trials.map(({ name }) => name)).toEqual(['fresh start', 'solution']);
  expect(trial(proof, 'solution')).toMatchObject({ ok: false, failed: [], exitCode: 1 });
});

test('a solution is given the time its checks allow, also for what is made only after its script', async () => {
  const { proof } = await prove('label right {{token}}', { solution: 'later\nlabel right {{token}}' });
  expect(trial(proof, 'solution')).toMatchObject({ ok: true, failed: [] });
});

test('every further solution is proved as the first is, whether it is a script or an edit', async () => {
  const further = {
    'solution/by-hand.sh': 'echo by hand\nlabel right {{token}}\n',
    'solution/other-spelling.sed': 's/^label/true\\nlabel/\n',
  };
  const { proof, scripts } = await prove('label right {{token}}', { further });
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
  const { proof } = await prove('label right {{token}}', { further: { 'solution/left.sh': 'label left {{token}}\n' } });
  expect(proof.ok).toBe(false);
  expect(trial(proof, 'solution left')).toMatchObject({ ok: false, failed: ['right'], output: 'it said this' });
});

test('each trial draws parameters of its own: what one has learnt helps the next no more than a student after a reset', async () => {
  const { scripts } = await prove('true\nlabel right {{token}}');
  const tokens = scripts.map((script) => /label \w+ (\w{8})/.exec(script)?.[1]);
  expect(tokens).not.toContain(undefined);
  expect(new Set(tokens).size).toBe(3);
});

test('a trial that is kept is not run, and those that are run take their time from the solution that is kept', async () => {
  const { proof } = await prove('label right {{token}}');
  const kept = new Map(proof.trials.slice(0, 3).map((one) => [one.name, one]));
  const again = await prove('label right {{token}}', { kept });
  expect(again.scripts).toEqual([expect.stringMatching(/^set -eu\nlabel wrong /)]);
  expect(again.proof).toMatchObject({ ok: true, trials: proof.trials.map(({ name }) => ({ name, ok: true })) });
});

test('what was read in a trial is enough to judge it again', async () => {
  const { lab, recordings } = await prove('true\nlabel right {{token}}');
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

test('another condition is judged by what was read; a trial that it decides otherwise must be run', async () => {
  const { lab, recordings } = await prove('true\nlabel right {{token}}');
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
  const { lab, recordings } = await prove('true\nlabel right {{token}}', { within: '0s' });
  const same = "self.spec.nodeName == 'right'";
  expect(await standing(lab, recordings, same)()).toContain('right-but-wrong');
  expect(await standing(lab, recordings, same, 3_600_000)()).not.toContain('right-but-wrong');
});
