import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCourse } from './catalogue.ts';
import { readLabTitles } from './lab-titles.ts';
import { courseSidebar } from './sidebar.ts';

const place = (name: string) => fileURLToPath(new URL(`../../fixtures/small/${name}`, import.meta.url));

test('only what is written is listed, each lesson followed by its labs, so that Next never leads to an empty page', () => {
  const content = place('content');
  const groups = courseSidebar(readCourse(content), content, readLabTitles(place('labs')));
  expect(groups.map(({ label, items }) => [label, items.map((item) => [item.label, item.link])])).toEqual([
    [
      '6 · Resources',
      [
        ['6.2 Memory requests and limits', '/resources/memory/'],
        ['Lab: Your first Pod', '/labs/first-pod/'],
      ],
    ],
  ]);
  expect(groups[0]?.items[1]?.translations).toEqual({ 'zh-CN': '实验：第一个 Pod' });
});
