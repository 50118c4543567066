import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCourse } from './catalogue.ts';
import { courseSidebar } from './sidebar.ts';

test('every lesson is listed with its number; one without a page in any language is marked', () => {
  const content = fileURLToPath(new URL('../../fixtures/small/content', import.meta.url));
  const [objects, resources] = courseSidebar(readCourse(content), content);
  expect(objects?.items.map(({ label, link }) => [label, link])).toEqual([
    ['2.4 kubectl fluency', '/objects/kubectl/'],
  ]);
  expect(resources?.items.map(({ attrs }) => 'class' in attrs)).toEqual([false, true]);
});
