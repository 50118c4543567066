import { expect, test } from 'vitest';
import { readModule } from './module.ts';

const source = `
import a, { b as c, type D } from './x.ts';
import * as all from './y.ts';
import only from './only.ts';
import data from './data.json' with { type: 'json' };
import { E } from './types.ts';
import type { F } from './more-types.ts';
import './side.ts';
export { q, w as z } from './q.ts';
export * from './s.ts';
export type { T } from './t.ts';
/** What it is. */
export const one: E = a(c, all, only, data); // a note
export function worker(): URL { return new URL('./w.ts', import.meta.url); }
export async function later() { return import('./later.ts'); }
`;

test('what a module imports is read without its types', () => {
  const { imports, stars, handedOn, own, isBarrel } = readModule(source);
  expect(imports).toEqual([
    { specifier: './x.ts', names: ['b', 'default'] },
    { specifier: './y.ts', names: undefined },
    { specifier: './only.ts', names: ['default'] },
    { specifier: './data.json', names: ['default'] },
    { specifier: './side.ts', names: undefined },
    { specifier: './q.ts', names: ['q', 'w'] },
    { specifier: './w.ts', names: undefined },
    { specifier: './later.ts', names: undefined },
  ]);
  expect(stars).toEqual(['./s.ts']);
  expect(handedOn.get('z')).toEqual({ specifier: './q.ts', name: 'w' });
  expect([...own].toSorted()).toEqual(['later', 'one', 'worker']);
  expect(isBarrel).toBe(false);
});

test('an index that only hands on is a barrel, whatever is said in it', () => {
  expect(readModule("/** All. */\nexport { a } from './a.ts';\nexport * from './b.ts';\n").isBarrel).toBe(true);
});

test('comments, types and layout are not part of a module', () => {
  const { text } = readModule('export const one = (two: number) => two + 1;');
  expect(readModule('/** Adds. */\nexport const one = (\n  two: number | string, // it\n) => two + 1;\n').text).toBe(
    text,
  );
  expect(readModule('export const one = (two: number) => two + 2;').text).not.toBe(text);
});
