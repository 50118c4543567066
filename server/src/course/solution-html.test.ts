import { expect, test } from 'vitest';
import { solutionHtml } from './solution-html.ts';

test('Markdown is drawn, Chinese emphasis and bare links as in the pages', async () => {
  expect(await solutionHtml('叫**“能跑”**的，~~（旧）~~也，见https://k8s.io，然后')).toContain(
    '叫<strong>“能跑”</strong>的，<del>（旧）</del>也，见<a href="https://k8s.io">https://k8s.io</a>，然后',
  );
});

test('lines of Chinese are joined as in the pages', async () => {
  expect(await solutionHtml('叫\n**“能跑”**\n的，用\n`kubectl`\n看')).toContain(
    '叫<strong>“能跑”</strong>的，用\n<code>kubectl</code>\n看',
  );
});

test('HTML of the author is text, and no link runs a script', async () => {
  const html = await solutionHtml(
    'a <b onclick="x">b</b>\n\n<script>\nalert(1)\n</script>\n\n[x](javascript:alert(1))',
  );
  expect(html).not.toMatch(/<script|<b |javascript:/);
  expect(html).toContain('&lt;script&gt;');
  expect(await solutionHtml('```sh\necho "<b>" & true\n```')).not.toContain('<b>');
});

test('code has the colours of dark and light pages, its language and its terminal', async () => {
  const html = await solutionHtml("```sh node\nmkdir -p /mnt/data # it\necho 'x'\n```");
  expect(html).toContain('<pre data-language="sh" data-meta="node">');
  expect(html.match(/class="ec-line"/g)).toHaveLength(2);
  expect(html).toMatch(/<span style="--0:#[0-9a-f]{6};--1:#[0-9a-f]{6}">/i);
  expect(new Set(html.match(/--0:#\w+/g)).size).toBeGreaterThan(1);
  expect(html.replaceAll(/<[^>]*>/g, '')).toContain("mkdir -p /mnt/data # itecho 'x'");
});

test('a language that is not known is drawn plainly', async () => {
  expect(await solutionHtml('```text\nit <says>\n```')).toContain('data-language="text"');
});
