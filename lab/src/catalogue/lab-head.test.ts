import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftLab } from '../language/combine.ts';
import { readLabHead } from './lab-head.ts';

const labs = join(import.meta.dirname, '../../../labs');
const ids = readdirSync(labs, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test.each(ids)('the head of %s is that of the whole lab', (id) => {
  const [english, chinese] = ['lab.mdx', 'lab.zh.mdx'].map((name) => readFileSync(join(labs, id, name), 'utf8'));
  const { title, lesson } = draftLab(id, english ?? '', chinese) ?? {};
  expect(title?.zh).not.toBe(title?.en);
  expect(readLabHead(english ?? '', chinese)).toEqual({ title, lesson });
});

test('without a translation both titles are the English one; a page without a head has none', () => {
  const page = '---\ntitle: Eat\nlesson: pods/soup\nminutes: 5\nobjectives: [Eat]\n---\n\nBody <Task>\n';
  expect(readLabHead(page)).toEqual({ title: { en: 'Eat', zh: 'Eat' }, lesson: 'pods/soup' });
  expect(readLabHead('No head.')).toBeUndefined();
});
