import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isWritten, readCourse } from './catalogue.ts';
import { readLabHeads } from './lab-heads.ts';
import { courseOrder } from './order.ts';
import { courseSidebar } from './sidebar.ts';

const place = (name: string) => fileURLToPath(new URL(`../../fixtures/small/${name}`, import.meta.url));

test('only what is written is listed: the module, each lesson followed by its labs, and the glossary, so that Next never leads to an empty page', () => {
  const content = place('content');
  const labs = readLabHeads(place('labs'));
  const order = courseOrder(readCourse(content), (placed) => isWritten(content, 'en', placed), labs);
  const groups = courseSidebar(order, labs, true);
  const links = groups.map((entry) =>
    'items' in entry
      ? [entry.label, entry.items.map((item) => [item.label, item.link, item.translations['zh-CN']])]
      : [entry.label, entry.link, entry.translations['zh-CN']],
  );
  expect(links).toEqual([
    [
      '6 · Resources',
      [
        ['Module 6: overview', '/resources/', '模块 6 概览'],
        ['6.2 Memory requests and limits', '/resources/memory/', '6.2 内存请求与限制'],
        ['Lab: Your first Pod', '/labs/first-pod/', '实验：第一个 Pod'],
      ],
    ],
    ['Glossary', '/glossary/', '术语表'],
  ]);
  expect(courseSidebar(order, labs, false)).toHaveLength(1);
});
