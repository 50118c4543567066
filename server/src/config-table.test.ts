import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Variables } from './config.ts';

const checkout = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(checkout, 'README.md'), 'utf8');

/** The rows of the table in README.md, by name. */
const table = new Map(
  [...readme.matchAll(/^\| `((?:DRYDOCK|XDG)_\w+)` \| (.+?) \| (.+) \|$/gmu)].map(
    ([, name = '', given = '', what = '']) => [name, { given, what }],
  ),
);

/** Variables that are no setting of a Drydock, and whose they are. */
const inner = new Map([
  ['DRYDOCK_AGENT_GID', 'the agent in a workspace'],
  ['DRYDOCK_AGENT_SOCKET', 'the agent in a workspace'],
  ['DRYDOCK_RECORDINGS', 'the agent in a workspace'],
  ['DRYDOCK_RECORDING_BYTES', 'the agent in a workspace'],
  ['DRYDOCK_NODE_IMAGE', 'tests on a cluster'],
  ['DRYDOCK_PATIENT', 'the proofs of labs'],
  ['DRYDOCK_PROVE', 'the proofs of labs'],
  ['DRYDOCK_WORKSPACE_IMAGE', 'tests on a cluster'],
  ['DRYDOCK_ADDRESSES', 'tests in a browser'],
]);

test('the README names every variable that the server reads, with its default', () => {
  for (const name of Object.keys(Variables.shape)) expect([...table.keys()]).toContain(name);
  const defaults = Object.entries(Variables.parse({})).map(([name, value]) => {
    const shown = name === 'DRYDOCK_LABS' ? 'labs' : String(value);
    return [name, `\`${shown}\``];
  });
  for (const [name = '', shown] of defaults) expect([name, table.get(name)?.given]).toEqual([name, shown]);
});

test('the README names no setting that nothing reads, and each value that a setting can have', () => {
  const names = new Set([...Object.keys(Variables.shape), 'XDG_CACHE_HOME']);
  expect([...table.keys()].filter((name) => !names.has(name))).toEqual([]);
  for (const [name, schema] of Object.entries(Variables.shape)) {
    const values = valuesOf(schema);
    for (const value of values)
      expect(`${name} ${table.get(name)?.given} ${table.get(name)?.what}`).toContain(`\`${value}\``);
  }
});

test('nothing else in the product reads a variable of that name', () => {
  const files = execFileSync('git', ['ls-files', 'cli', 'server', 'sandbox', 'images', 'terminal', 'grader', 'site'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  const sources = files
    .split('\n')
    .filter((file) => /\.(?:ts|tsx|mjs|astro)$/u.test(file) && !file.endsWith('.test.ts'));
  const read = new Set(
    sources.flatMap((file) => readFileSync(join(checkout, file), 'utf8').match(/(?:DRYDOCK|XDG)_[A-Z_]+/gu) ?? []),
  );
  expect([...read].filter((name) => !table.has(name) && !inner.has(name))).toEqual([]);
});

/** The values of an enumeration, with or without a default. */
function valuesOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('options' in schema && Array.isArray(schema.options)) return schema.options.map(String);
  return 'unwrap' in schema && typeof schema.unwrap === 'function' ? valuesOf(schema.unwrap()) : [];
}
