import { markdownToHtml, mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { chineseInline } from './chinese-inline.ts';
import { chineseLines } from './chinese-lines.ts';

const mdastPlugins = [chineseInline, chineseLines];

async function html(source: string): Promise<string> {
  const { html: made } = await markdownToHtml(source, { mdastPlugins });
  return made.trim();
}

test.each([
  ['声明，\n申请**存储**。\n下一句', '声明，申请<strong>存储</strong>。下一句'],
  ['叫\n**“能跑”**\n的', '叫<strong>“能跑”</strong>的'],
  ['叫**“能\n跑”**的', '叫<strong>“能跑”</strong>的'],
  ['叫\n**存储**\n*声明*\n~~旧~~\n的', '叫<strong>存储</strong><em>声明</em><del>旧</del>的'],
  ['叫\n***又粗又斜***\n的', '叫<em><strong>又粗又斜</strong></em>的'],
  ['见\n[文档](https://k8s.io/)\n吧', '见<a href="https://k8s.io/">文档</a>吧'],
  ['见\n**[文\n档](https://k8s.io/)**\n吧', '见<strong><a href="https://k8s.io/">文档</a></strong>吧'],
  ['写\n`中文`\n的', '写<code>中文</code>的'],
  ['重启，\n`kubectl`\n。然后', '重启，<code>kubectl</code>。然后'],
  ['重启，\n**Pod**\n（旧）', '重启，<strong>Pod</strong>（旧）'],
])('a line break beside Chinese is no space, whatever begins there: %j', async (source, expected) => {
  expect(await html(source)).toBe(`<p>${expected}</p>`);
});

test.each([
  ['用\n`kubectl`\n看', '用\n<code>kubectl</code>\n看'],
  ['用\n**Pod**\n申请', '用\n<strong>Pod</strong>\n申请'],
  ['a\n**bold “word”**\n“text”', 'a\n<strong>bold “word”</strong>\n“text”'],
])('beside Latin it stays one: %j', async (source, expected) => {
  expect(await html(source)).toBe(`<p>${expected}</p>`);
});

test('lists, quotes and headings are joined so too, and a hard break stays', async () => {
  expect(await html('- 叫\n  **甲**\n  的')).toContain('<li>叫<strong>甲</strong>的</li>');
  expect(await html('> 叫\n> **甲**\n> 的')).toContain('叫<strong>甲</strong>的');
  expect(await html('叫\n**甲**\n===')).toContain('叫<strong>甲</strong></h1>');
  expect(await html('叫  \n**甲**')).toMatch(/叫<br ?\/?>\s*<strong>甲/);
});

test('in MDX too, inside of components', async () => {
  const source = '<Correction>它\n**“只会”**\n慢</Correction>\n\n<Aside>\n\n它\n<b>只会</b>\n慢\n\n</Aside>';
  const { code } = await mdxToJs(source, { mdastPlugins });
  expect(code).not.toMatch(/[它慢]\s*\\n|\\n\s*[它慢]/);
  expect(code).toContain('它');
});
