import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFakeApi } from '@drydock/cluster/testing';
import { loadLab } from '@drydock/lab';
import { noNode, oldNode } from '@drydock/lab/testing';
import { type LabProof, proveLab, trialsOf } from './prove.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const laterMs = 300;

const page = (shown: string): string =>
  `---\ntitle: t\nlesson: a/b\nminutes: 1\nparameters: { token: random8 }\nobjectives: [o]\n---\n\n<Task id="run" points={1} title="t">\n<Check id="right" title="t" resource="v1/Pod lab/demo" within="1s" that="self.spec.nodeName == 'right'" expected="e" />\n</Task>\n\n<Solution>\n\n\`\`\`sh\n${shown}\n\`\`\`\n\n</Solution>\n`;

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
  } = {},
): Promise<{ proof: LabProof; scripts: readonly string[] }> {
  const files = {
    'lab.mdx': page(shown),
    'lab.zh.mdx': page(shown)
      .replace(/lesson[^]*?\}\n/, '')
      .replace(' points={1}', '')
      .replace(/resource=.*(?=expected)/, ''),
    'solution/solve.sh': `set -eu\n${solution}\n`,
    'mutants/right-but-wrong/solution.sed': `${edit}\n`,
    ...further,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), text);
  }
  const { lab, problems } = await loadLab(directory, 'a-lab');
  expect(problems).toEqual([]);
  if (!lab) throw new Error('the lab was not read');
  await using api = await startFakeApi();
  api.put(oldNode);
  const scripts: string[] = [];
  const proof = await proveLab({
    lab,
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
    log: { warn: () => undefined },
    signal: new AbortController().signal,
  });
  return { proof, scripts };
}

test('shown commands that are not those of solve.sh are run by themselves, with the parameters', async () => {
  const { proof, scripts } = await prove('true\nlabel right {{token}}');
  expect(trialsOf(proof).map(({ name, ok }) => `${name} ${ok}`)).toEqual([
    'fresh start true',
    'solution true',
    'shown solution true',
    'right-but-wrong true',
  ]);
  expect(proof.ok).toBe(true);
  expect(proof.shown).not.toHaveProperty('sameAs');
  expect(scripts).toEqual([
    expect.stringMatching(/^set -eu\nlabel right /),
    expect.stringMatching(/^set -eu\ntrue\nlabel right \w{8}\n$/),
    expect.stringMatching(/^set -eu\nlabel wrong /),
  ]);
});

test('shown commands that are those of solve.sh are proved by its run, and say so', async () => {
  const { proof, scripts } = await prove('label right {{token}}');
  expect(scripts).toHaveLength(2);
  expect(proof).toMatchObject({
    ok: true,
    shown: { name: 'shown solution', ok: true, sameAs: 'solution', seconds: 0 },
  });
});

test('a lab that shows a wrong solution is not proved, and tells the check and what the script said', async () => {
  const { proof } = await prove('label left {{token}}');
  expect(proof).toMatchObject({
    ok: false,
    solution: { ok: true },
    shown: { ok: false, failed: ['right'], output: 'it said this' },
    mutants: [{ ok: true }],
  });
});

test('a near miss is judged no sooner than the solution passed: a check that cannot see the mistake is found out', async () => {
  // The Pod comes by itself after a while, as it should: the near miss only does not wait for it.
  const { proof } = await prove('true\nlabel right {{token}}', {
    solution: 'later\nlabel right {{token}}\nwait',
    edit: '/^wait/d',
  });
  expect(proof).toMatchObject({
    ok: false,
    solution: { ok: true },
    mutants: [{ ok: false, failed: [], expected: ['right'], output: 'it said this' }],
  });
});

test('a near miss whose script fails tries nothing, and is none', async () => {
  const { proof } = await prove('label right {{token}}', { edit: 's/^label.*/fail/' });
  expect(proof).toMatchObject({ ok: false, mutants: [{ ok: false, failed: ['right'], exitCode: 1 }] });
});

test('a solution that passes in spite of a command that failed is none', async () => {
  const { proof } = await prove('label right {{token}}', { solution: 'label right {{token}}\nfail' });
  expect(proof).toMatchObject({ ok: false, solution: { ok: false, failed: [], exitCode: 1 } });
});

test('a solution is given the time its checks allow, also for what is made only after its script', async () => {
  const { proof } = await prove('label right {{token}}', { solution: 'later\nlabel right {{token}}' });
  expect(proof.solution).toMatchObject({ ok: true, failed: [] });
});

test('every further solution is proved as the first is, whether it is a script or an edit', async () => {
  const further = {
    'solution/by-hand.sh': 'echo by hand\nlabel right {{token}}\n',
    'solution/other-spelling.sed': 's/^label/true\\nlabel/\n',
  };
  const { proof, scripts } = await prove('label right {{token}}', { further });
  expect(trialsOf(proof).map(({ name, ok }) => `${name} ${ok}`)).toEqual([
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
  expect(proof).toMatchObject({
    ok: false,
    solution: { ok: true },
    further: [{ name: 'solution left', ok: false, failed: ['right'], output: 'it said this' }],
  });
});

test('each trial draws parameters of its own: what one has learnt helps the next no more than a student after a reset', async () => {
  const { scripts } = await prove('true\nlabel right {{token}}');
  const tokens = scripts.map((script) => /label \w+ (\w{8})/.exec(script)?.[1]);
  expect(tokens).not.toContain(undefined);
  expect(new Set(tokens).size).toBe(3);
});
