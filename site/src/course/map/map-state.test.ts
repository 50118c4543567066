import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isWritten, placedLessons, readCourse } from '../catalogue.ts';
import { readTerms } from '../glossary/glossary.ts';
import { readModuleTexts } from '../modules.ts';
import { courseMap } from './map-state.ts';
import { lines, parts } from './parts.ts';

const content = fileURLToPath(new URL('../../../../content', import.meta.url));
const course = readCourse(content);
const written = placedLessons(course).filter((placed) => isWritten(content, 'en', placed));

test('every module with lessons adds something to the map, and has a text', () => {
  const texts = readModuleTexts(content);
  const ids = new Set(written.map(({ module }) => module.id));
  const bare = [...ids].filter(
    (id) => !courseMap(course, id)?.parts.some(({ state }) => state === 'new') || !texts.get(id)?.adds.zh,
  );
  expect(bare).toEqual([]);
  expect([...texts.keys()].filter((id) => !course.modules.some((module) => module.id === id))).toEqual([]);
});

test('a part is known after its module, and not drawn with a name before it', () => {
  const stateIn = (module: string, id: string) =>
    courseMap(course, module)?.parts.find(({ part }) => part.id === id)?.state;
  expect(['glance', 'objects', 'pods', 'lifecycle'].map((module) => stateIn(module, 'pod'))).toEqual([
    'later',
    'later',
    'new',
    'known',
  ]);
  expect(courseMap(course, 'glance')?.lines.flatMap((line) => line.parts)).not.toContain('kubectl');
  expect(courseMap(course, 'objects')?.lines.flatMap((line) => line.parts)).toContain('kubectl');
  expect(courseMap(course, 'kitchen')).toBeUndefined();
});

test('the map names only modules and terms of the course, and lines join parts that are there', () => {
  const modules = new Set(course.modules.map(({ id }) => id));
  const terms = new Set(readTerms(content).map(({ word }) => word.en));
  const ids = new Set(parts.map(({ id }) => id));
  expect(ids.size).toBe(parts.length);
  expect(parts.filter(({ module, term }) => !modules.has(module) || (term && !terms.has(term)))).toEqual([]);
  expect(lines.filter((line) => !line.parts.every((id) => ids.has(id)))).toEqual([]);
});

test('the lessons that explain the terms of the glossary are lessons of the course', () => {
  const lessons = new Set(placedLessons(course).map(({ module, lesson }) => `${module.id}/${lesson.id}`));
  const named = readTerms(content).flatMap(({ lesson, except }) => [lesson, ...except]);
  expect(named.filter((lesson) => !lessons.has(lesson))).toEqual([]);
});
