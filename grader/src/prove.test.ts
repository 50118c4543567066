import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFakeApi } from './fake-api.ts';
import { loadLab } from './labs.ts';
import { type LabProof, proveLab, trialsOf } from './prove.ts';
import { noNode } from './test-lab.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-prove-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const page = (shown: string): string =>
  `---\ntitle: t\nlesson: a/b\nminutes: 1\nparameters: { token: random8 }\nobjectives: [o]\n---\n\n<Task id="run" points={1} title="t">\n<Check id="right" title="t" resource="v1/Pod lab/demo" that="self.spec.nodeName == 'right'" expected="e" />\n</Task>\n\n<Solution>\n\n\`\`\`sh\n${shown}\n\`\`\`\n\n</Solution>\n`;

/** Proves a lab that shows these commands. Its workspace knows `label`, which makes the Pod, and takes it away when a script begins. */
async function prove(shown: string): Promise<{ proof: LabProof; scripts: readonly string[] }> {
  const files = {
    'lab.mdx': page(shown),
    'lab.zh.mdx': page(shown)
      .replace(/lesson[^]*?\}\n/, '')
      .replace(' points={1}', '')
      .replace(/resource=.*(?=expected)/, ''),
    'solution/solve.sh': 'set -eu\nlabel right {{token}}\n',
    'mutants/right-but-wrong/solution.sed': 's/right/wrong/\n',
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), text);
  }
  const { lab, problems } = await loadLab(directory, 'a-lab');
  expect(problems).toEqual([]);
  if (!lab) throw new Error('the lab was not read');
  await using api = await startFakeApi();
  const scripts: string[] = [];
  const proof = await proveLab({
    lab,
    kubeconfig: api.kubeconfig,
    node: noNode,
    runInWorkspace: async (_, { input = '' } = {}) => {
      scripts.push(input);
      api.remove('Pod', 'demo');
      const [, nodeName] = /^label (\w+) [a-z2-9]{8}$/m.exec(input) ?? [];
      if (nodeName !== undefined) api.put({ kind: 'Pod', name: 'demo', namespace: 'lab', spec: { nodeName } });
      return { exitCode: nodeName === undefined ? 1 : 0, stdout: '', stderr: 'it said this' };
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
