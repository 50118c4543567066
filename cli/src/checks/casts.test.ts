import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { expect, onTestFinished, test } from 'vitest';
import { blindSpots, casts, edges } from '../../../casts.ts';
import { checkout } from '../setup/checkout.ts';
import { castsIn } from './casts-in.ts';
import { trackedFiles } from './tracked-files.ts';

/** The files in which the linter finds a cast, and how many. */
async function refusedIn(sources: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-casts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const rules = { 'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }] };
  const config = { plugins: ['typescript'], categories: {}, rules, overrides: casts };
  await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  for (const [file, text] of Object.entries(sources)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const oxlint = join(checkout, 'node_modules', '.bin', 'oxlint');
  const { stdout } = await runToEnd(process.execPath, [oxlint, '--format', 'json'], { cwd: folder });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string; filename: string }[] };
  const found = diagnostics.filter(({ code }) => code.includes('consistent-type-assertions'));
  return Map.groupBy(found, ({ filename }) => filename);
}

test('a cast is refused, except in tests and in the files that are named', async () => {
  const cast = 'export const bad = JSON.parse("1") as number;\n';
  const fine = "export const good = ['a'] as const satisfies readonly string[];\n";
  const [named = ''] = Object.keys(edges);
  const found = await refusedIn({
    'grader/src/bad.ts': cast,
    'site/src/bad.tsx': cast,
    'grader/src/good.ts': fine,
    'grader/src/good.test.ts': cast,
    'grader/src/testing/good.ts': cast,
    [named]: cast,
  });
  expect([...found.keys()].toSorted()).toEqual(['grader/src/bad.ts', 'site/src/bad.tsx']);
});

test('a cast is found in each form that it has', () => {
  const forms = [
    'const a = b as C;',
    'const a = b as unknown as C;',
    'const a = <C>b;',
    'const a = b!.c;',
    'const a: C = JSON.parse(b);',
    'const f = async (): Promise<C> => (await b.json());',
    'function f(): C { return isD ? JSON.parse(b) : e; }',
  ];
  expect(forms.map((form) => castsIn('a.ts', form).length)).toEqual([1, 2, 1, 1, 1, 1, 1]);
  const none = [
    "import { a as b } from 'c';",
    "const a = ['b'] as const satisfies readonly string[];",
    'const a: unknown = JSON.parse(b);',
    'const a = C.parse(JSON.parse(b));',
    'function f(): unknown { return JSON.parse(b); }',
    'const a: Response = Response.json(b);',
    'const a = !b;',
  ];
  expect(none.map((text) => castsIn('a.ts', text).length)).toEqual(none.map(() => 0));
  expect(castsIn('a.astro', '---\nconst a = b as C;\n---\n\n<p>as C</p>\n')).toEqual([2]);
});

test('the product casts in the named files only, and at most 20 times outside the edges', async () => {
  const isTest = (file: string) => /\.(?:test|d)\.tsx?$|\/(?:testing|tests)\/|^e2e\//.test(file);
  const found = new Map<string, number>();
  for (const file of await trackedFiles()) {
    if (!/\.(?:ts|tsx|astro)$/.test(file) || isTest(file)) continue;
    const { length } = castsIn(file, await readFile(join(checkout, file), 'utf8'));
    if (length > 0) found.set(file, length);
  }
  expect([...found.keys()].toSorted()).toEqual([...Object.keys(edges), ...Object.keys(blindSpots)].toSorted());

  const byRoom: Record<string, number> = {};
  for (const [file, casts] of found) {
    if (file in edges) continue;
    const [room = ''] = file.split('/');
    byRoom[room] = (byRoom[room] ?? 0) + casts;
  }
  expect(byRoom).toEqual({ grader: 3, lab: 3, model: 4, sandbox: 2, terminal: 1 });
  expect(Object.values(byRoom).reduce((sum, casts) => sum + casts)).toBeLessThanOrEqual(20);
});
