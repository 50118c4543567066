import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runToEnd } from '@drydock/host';
import { expect, onTestFinished, test } from 'vitest';
import { blindSpots, casts, edges } from '../../../casts.ts';
import { checkout } from '../setup/checkout.ts';

/** The files in which the linter finds a cast, and how many. */
async function castsIn(sources: Readonly<Record<string, string>>, isListHeeded: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-casts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const rules = { 'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }] };
  const config = { plugins: ['typescript'], categories: {}, rules, overrides: isListHeeded ? casts : [] };
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
  const found = await castsIn(
    {
      'grader/src/bad.ts': cast,
      'site/src/bad.tsx': cast,
      'grader/src/good.ts': fine,
      'grader/src/good.test.ts': cast,
      'grader/src/testing/good.ts': cast,
      [named]: cast,
    },
    true,
  );
  expect([...found.keys()].toSorted()).toEqual(['grader/src/bad.ts', 'site/src/bad.tsx']);
});

test('each file that is named has a cast, and they are few', async () => {
  const names = [...Object.keys(edges), ...Object.keys(blindSpots)];
  const sources = await Promise.all(names.map(async (name) => [name, await readFile(join(checkout, name), 'utf8')]));
  const found = await castsIn(Object.fromEntries(sources), false);
  expect([...found.keys()].toSorted()).toEqual(names.toSorted());
  const outside = Object.keys(blindSpots).flatMap((name) => found.get(name) ?? []);
  expect(outside.length).toBeLessThanOrEqual(20);
});
