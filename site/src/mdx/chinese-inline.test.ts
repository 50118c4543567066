import { markdownToHtml, mdxToJs } from 'satteri';
import { expect, test } from 'vitest';
import { chineseInline } from './chinese-inline.ts';
import { chineseLines } from './chinese-lines.ts';

async function html(source: string): Promise<string> {
  const { html: made } = await markdownToHtml(source, { mdastPlugins: [chineseInline, chineseLines] });
  return made.trim();
}

test.each([
  [
    '这叫**“能跑”**的Pod，**上限（limit）**是墙',
    '这叫<strong>“能跑”</strong>的Pod，<strong>上限（limit）</strong>是墙',
  ],
  ['**内存。**然后', '<strong>内存。</strong>然后'],
  ['~~（旧）~~也', '<del>（旧）</del>也'],
  ['见**`kubectl`。**然后', '见<strong><code>kubectl</code>。</strong>然后'],
  ['**[文档](https://k8s.io/)。**吧', '<strong><a href="https://k8s.io/">文档</a>。</strong>吧'],
  [
    '见https://kubernetes.io，然后继续；或（https://k8s.io/docs/）。',
    '见<a href="https://kubernetes.io">https://kubernetes.io</a>，然后继续；或（<a href="https://k8s.io/docs/">https://k8s.io/docs/</a>）。',
  ],
  [
    '这叫**“甲”**，那叫*“乙”*吧，`码`**（丙）**。',
    '这叫<strong>“甲”</strong>，那叫<em>“乙”</em>吧，<code>码</code><strong>（丙）</strong>。',
  ],
  ['**普通**和***“双”***的', '<strong>普通</strong>和<em><strong>“双”</strong></em>的'],
  ['第一行**“重点”**的\n第二行**（注）**完', '第一行<strong>“重点”</strong>的第二行<strong>（注）</strong>完'],
])('a page shows what its Chinese author meant: %s', async (source, expected) => {
  expect(await html(source)).toBe(`<p>${expected}</p>`);
});

test('headings, tables, lists and quotes are read so too', async () => {
  expect(await html('## 叫**“能跑”**的')).toContain('叫<strong>“能跑”</strong>的</h2>');
  expect(await html('| a |\n| - |\n| 叫**“能跑”**的 |')).toContain('<td>叫<strong>“能跑”</strong>的</td>');
  expect(await html('- 叫**“能跑”**的')).toContain('<li>叫<strong>“能跑”</strong>的</li>');
  expect(await html('> 好\n> 叫**“能跑”**的')).toContain('叫<strong>“能跑”</strong>的');
});

test('in MDX too, inside of components', async () => {
  const { code } = await mdxToJs('<Correction>它**“只会”**慢</Correction>\n\n<Aside>\n\n它**“只会”**慢\n\n</Aside>', {
    mdastPlugins: [chineseInline, chineseLines],
  });
  expect(code.match(/strong/g)?.length).toBeGreaterThanOrEqual(2);
  expect(code).not.toContain('**');
});

test('escaped stars, code, and links as their author wrote them stay as they are', async () => {
  expect(await html('\\*\\*“不是”\\*\\*的')).toBe('<p>**“不是”**的</p>');
  expect(await html('`**“码”**的`')).toBe('<p><code>**“码”**的</code></p>');
  expect(await html('<https://k8s.io/中>文')).toContain('href="https://k8s.io/%E4%B8%AD"');
  expect(await html('an **English** page, \\*not\\* 2 * 3')).toBe(
    '<p>an <strong>English</strong> page, *not* 2 * 3</p>',
  );
});
