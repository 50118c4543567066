import { markdownToHtml } from 'satteri';
import { expect, test } from 'vitest';
import { chineseLines, joinChinese } from './chinese-lines.ts';

test('a line break between Chinese characters is no space', () => {
  expect(joinChinese('背后是什么。\n在这个实验里')).toBe('背后是什么。在这个实验里');
  expect(joinChinese('限制值比它大，\n')).toBe('限制值比它大，');
});

test('a line break beside Latin stays a space', () => {
  expect(joinChinese('使用者用\nPod 申请')).toBe('使用者用\nPod 申请');
  expect(joinChinese('one line\nanother')).toBe('one line\nanother');
});

test('pages are written so', async () => {
  const { html } = await markdownToHtml('声明，\n申请**存储**。\n下一句\n', { mdastPlugins: [chineseLines] });
  expect(html.trim()).toBe('<p>声明，申请<strong>存储</strong>。下一句</p>');
});
