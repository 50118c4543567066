import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prove, type ProvedLab, withoutConditions } from '../testing/prove.ts';
import type { Trial } from './trial.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-resume-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A lab of two tasks, a Pod and then the right node for it; `first` ends the task `run`. */
const page = (first: string): string => `---
title: t
lesson: a/b
minutes: 1
parameters: { token: random8 }
objectives: [o]
---

<Task id="run" points={1} title="t" resume>
<Check id="placed" title="t" resource="v1/Pod lab/demo" within="1s" that="self.spec.nodeName != ''" expected="e" />
</Task>

<Task id="move" points={1} title="t">
<Check id="right" title="t" resource="v1/Pod lab/demo" that="self.spec.nodeName == 'right'" expected="e" />
</Task>

<Solution>

\`\`\`sh ends=run
${first}
\`\`\`

\`\`\`sh
label right {{token}}
\`\`\`

</Solution>
`;

async function proveShown(first: string): Promise<ProvedLab & { readonly point: Trial | undefined }> {
  const en = page(first);
  const proved = await prove(directory, '', {
    pages: { en, zh: withoutConditions(en) },
    solution: 'label left {{token}}\nlabel right {{token}}',
    edit: 's/label right/label wrong/',
    further: { 'mutants/placed-not/solution.sed': '/^label/d\n' },
  });
  return { ...proved, point: proved.proof.trials.find(({ name }) => name === 'resume after run') };
}

test('a resume point is proved by the commands up to its end: its task passes, and each later one has a check that fails', async () => {
  const { proof, point, scripts } = await proveShown('label left {{token}}');
  expect(proof.trials.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
    'fresh start true',
    'solution true',
    'shown solution true',
    'resume after run true',
    'placed-not true',
    'right-but-wrong true',
  ]);
  expect(point).toMatchObject({ failed: ['right'], exitCode: 0, verdicts: [{ check: 'placed' }, { check: 'right' }] });
  expect(scripts).toContainEqual(expect.stringMatching(/^set -eu\nlabel left \w{8}\n$/));
});

test('commands that do a later task too are a flaw that names the task', async () => {
  const { proof, point } = await proveShown('label right {{token}}');
  expect(proof.ok).toBe(false);
  expect(point).toMatchObject({
    ok: false,
    failed: [],
    flaws: [
      'The task move is done already after the commands up to ends=run: none of its checks fails. Write ends=run at an earlier block, or remove resume.',
    ],
  });
});

test('a check of the task that the commands do not make pass is a flaw that names the check', async () => {
  const { point } = await proveShown('echo {{token}}');
  expect(point).toMatchObject({
    ok: false,
    flaws: [expect.stringMatching(/^placed does not pass after the commands up to ends=run\. /)],
  });
});

test('commands that fail prove nothing, and their output is told', async () => {
  const { point } = await proveShown('label left {{token}}\nfail');
  expect(point).toMatchObject({ ok: false, exitCode: 1, output: 'it said this', flaws: [] });
});

test('what the commands bring about a little later is waited for', async () => {
  const { point } = await proveShown('later\nlabel left {{token}}');
  expect(point).toMatchObject({ ok: true, failed: ['right'] });
});
