import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mdxToJs } from 'satteri';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteConfig } from '../config.ts';
import { chineseInline } from '../mdx/chinese-inline.ts';
import { chineseLines } from '../mdx/chinese-lines.ts';
import { plainPages } from './plain-pages.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(saved: string | Uint8Array): Promise<string> {
  const path = join(folder, 'page.mdx');
  await writeFile(path, saved);
  return (await plainPages.load(path)) ?? '';
}
const draw = async (text: string): Promise<string> =>
  (await mdxToJs(text, { mdastPlugins: [chineseInline, chineseLines] })).code;

const page = '第一行\n**“第二行”**的\n\n```sh\nkubectl get pod \\\n  -A\necho two\n```\n\n| a |\n| - |\n| b |\n';
const windows = page.replaceAll('\n', '\r\n');

test.each([
  ['line ends of Windows', windows],
  ['a byte order mark', `\uFEFF${page}`],
  ['both', `\uFEFF${windows}`],
])('a page with %s is drawn like any other', async (_, saved) => {
  expect(await draw(await load(saved))).toBe(await draw(page));
});

test('the site reads its pages so, and leaves other files alone', () => {
  expect(siteConfig().vite?.plugins).toContain(plainPages);
  expect(plainPages.load('/a/b.ts')).toBeUndefined();
  expect(plainPages.load('/a/b.mdx?astroPropagatedAssets')).toBeUndefined();
});

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${page}`, 'utf16le')],
  ['GBK', Buffer.from([0xcf, 0xde, 0xd6, 0xc6])],
  ['a zero byte', Buffer.from('a\0b')],
])('a page with %s ends the build with its name and what to do', async (_, saved) => {
  await expect(load(saved)).rejects.toMatchObject({
    code: 'build_failed',
    message: expect.stringMatching(/page\.mdx is not UTF-8 text\./) as string,
  });
});
