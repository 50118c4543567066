import type { Progress } from '@drydock/model';
import { expect, test } from 'vitest';
import { whereNext, type HomeLesson } from './where-next.ts';

const lab = (id: string) => ({ id, label: `Lab ${id}` });
const lessons: HomeLesson[] = [
  { id: 'm/one', label: '1 One', labs: [] },
  { id: 'm/two', label: '2 Two', labs: [lab('a'), lab('b')] },
  { id: 'm/three', label: '3 Three', labs: [] },
];
const at = '2026-01-01T00:00:00Z';
const full = { best: { id: 's', at, points: 3, maxPoints: 3 }, attempt: null };
const progress = (change: Partial<Progress>): Progress => ({
  labs: {},
  lessons: {},
  quizzes: {},
  last: null,
  ...change,
});
const paths = (given: Progress | null, here: string | null = null) =>
  whereNext(lessons, given, here).map(({ kind, path }) => `${kind} ${path}`);

test('a newcomer has nowhere to go on', () => {
  expect(paths(null)).toEqual([]);
  expect(paths(progress({}))).toEqual([]);
});

test('the lesson opened last on any device comes first while it is not read; what this browser knows counts without a server', () => {
  expect(paths(progress({ last: { lesson: 'm/two', at } }), 'm/one')).toEqual(['lesson m/two/']);
  expect(paths(null, 'm/one')).toEqual(['lesson m/one/']);
});

test('after a lesson come its labs without full points and the next lesson, never what is read', () => {
  const read = { 'm/two': 'read', 'm/one': 'read' } as const;
  const last = { lesson: 'm/two', at };
  expect(paths(progress({ last, lessons: read }))).toEqual(['next-lab labs/a/', 'next-lesson m/three/']);
  expect(paths(progress({ last, lessons: read, labs: { a: full } }))).toEqual([
    'next-lab labs/b/',
    'next-lesson m/three/',
  ]);
  expect(paths(progress({ last, lessons: read, labs: { a: full, b: { best: null, attempt: 'x' } } }))).toEqual([
    'lab-under-way labs/b/',
    'next-lesson m/three/',
  ]);
});

test('labs done without a lesson opened lead to the first lesson that is not read', () => {
  expect(paths(progress({ labs: { a: full } }))).toEqual(['next-lesson m/one/']);
});

test('who has done everything is led back to what was read last', () => {
  const read = { 'm/one': 'read', 'm/two': 'read', 'm/three': 'read' } as const;
  const all = progress({ last: { lesson: 'm/three', at }, lessons: read, labs: { a: full, b: full } });
  expect(paths(all)).toEqual(['lesson m/three/']);
});
