import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadLab } from '../catalogue/labs.ts';
import { formatProblem } from '../problem.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'code-'));
});
afterAll(() => rm(folder, { recursive: true }));

const solution = '\n<Solution>\n\n```sh\ntrue\n```\n\n</Solution>\n';
const good = `export const replaced: (view: object) => Promise<{ pass: boolean }> = async () => ({ pass: true });\n`;

/** A lab with one check of this attribute, and this checks.ts; its findings and what was loaded. */
async function lintOf(id: string, attributes: string, code: string | undefined) {
  const directory = join(folder, id);
  for (const script of ['solution', join('mutants', 'x-false')]) {
    await mkdir(join(directory, script), { recursive: true });
    await writeFile(join(directory, script, 'solve.sh'), 'true\n');
  }
  const page = `---\ntitle: t\nlesson: a/b\nminutes: 1\nobjectives: [o]\n---\n\n<Task id="a" points={1} title="t">\n<Check id="x" title="t" ${attributes} expected="e" />\n</Task>\n${solution}`;
  await writeFile(join(directory, 'lab.mdx'), page);
  const translation = `---\ntitle: 题\nobjectives: [目标]\n---\n\n<Task id="a" title="题">\n<Check id="x" title="题" expected="期望" />\n</Task>\n${solution}`;
  await writeFile(join(directory, 'lab.zh.mdx'), translation);
  if (code !== undefined) await writeFile(join(directory, 'checks.ts'), code);
  const { lab, problems } = await loadLab(directory, id);
  return { lab, found: problems.map(formatProblem) };
}

const of = 'of="v1/Service lab/web"';

test('a named check is loaded with the text it was read from, and a changed file is loaded again', async () => {
  const first = await lintOf('good', `code="replaced" ${of} act within="30s"`, good);
  expect(first.found).toEqual([]);
  expect(first.lab?.code).toMatchObject({ text: good, names: ['replaced'] });
  const probe = first.lab?.tasks[0]?.checks[0]?.probe;
  expect(probe).toMatchObject({ kind: 'code', name: 'replaced', isAct: true, limitMs: 30_000 });
  const second = await lintOf('good', `code="replaced" ${of}`, good.replace('true', 'false'));
  expect(second.lab?.code?.text).toContain('pass: false');
  expect(second.lab?.tasks[0]?.checks[0]?.probe).toMatchObject({ isAct: false, limitMs: 8000 });
  const digestOf = (loaded: typeof first): unknown => loaded.lab?.tasks[0]?.checks[0]?.probe;
  expect(digestOf(first)).not.toMatchObject({ digest: (digestOf(second) as { digest: string }).digest });
});

test('a name that is not exported has a suggestion, and an export that is not named is a finding', async () => {
  const { lab, found } = await lintOf('misspelt', `code="replacd" ${of}`, good);
  expect(lab).toBeUndefined();
  expect(found).toEqual([
    'labs/misspelt/checks.ts:1:14 No check of lab.mdx has code="replaced". Name it there, or do not export it.',
    'labs/misspelt/lab.mdx:9:25 checks.ts has no check replacd. Did you mean replaced?',
  ]);
});

test('no file, a file that cannot be read and an export that is no check are findings', async () => {
  expect((await lintOf('none', `code="replaced" ${of}`, undefined)).found).toEqual([
    'labs/none/lab.mdx:9:25 The lab has no checks.ts to take replaced from. Write checks.ts beside lab.mdx.',
  ]);
  expect((await lintOf('broken', `code="replaced" ${of}`, 'export const = 1;\n')).found).toEqual([
    expect.stringContaining('labs/broken/checks.ts:1:14 Loading it failed: '),
  ]);
  expect((await lintOf('late', `code="replaced" ${of}`, `${good}\nnull.x;\n`)).found).toEqual([
    expect.stringMatching(/^labs\/late\/checks\.ts:\d+:6 Loading it failed: Cannot read properties of null/),
  ]);
  expect((await lintOf('exit', `code="replaced" ${of}`, `process.exit(3);\n${good}`)).found).toEqual([
    'labs/exit/checks.ts:1:1 Loading it ended itself with exit code 3. Write TypeScript that Node.js runs once its types are taken off (no enum, no namespace), and do nothing while loading; `npx tsc -p labs` says more.',
  ]);
  expect((await lintOf('number', `code="replaced" ${of}`, 'export const replaced = 1;\n')).found).toEqual([
    'labs/number/checks.ts:1:14 replaced is exported and is no check. Export functions of type CodeCheck only.',
    'labs/number/lab.mdx:9:25 checks.ts has no check replaced. Export it; there is none.',
  ]);
});

test('code takes no expression and needs an object', async () => {
  const { found } = await lintOf('expression', `code="replaced" of="v1/Servce lab/web" that="true"`, good);
  expect(found).toEqual([
    expect.stringContaining('Kubernetes has no kind v1/Servce.'),
    expect.stringContaining('<Check> does not know the attribute that here.'),
  ]);
  const kind = await lintOf('kind', `code="replaced" of="v1/Servce lab/web"`, good);
  expect(kind.found).toEqual(['labs/kind/lab.mdx:9:41 Kubernetes has no kind v1/Servce. Did you mean v1/Service?']);
  const lacking = await lintOf('lacking', `code="replaced"`, good);
  expect(lacking.found).toEqual([expect.stringContaining('<Check> lacks of.')]);
});
