import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Download, expect, type Page, test } from '@playwright/test';
import { labTextOf } from '@drydock/site/text';
import { type Jupyter, openJupyter, whyNoJupyter } from './jupyter.ts';
import { endPlaygrounds, lessonPage } from '../lesson-page.ts';
import { visit } from '../visit.ts';

const content = join(import.meta.dirname, '..', '..', 'content', 'en');
const why = await whyNoJupyter();
let jupyter: Jupyter;

test.beforeAll(async () => {
  test.skip(why !== undefined, why);
  jupyter = await openJupyter();
});
test.afterEach(({ page }) => endPlaygrounds(page));

async function download(page: Page, name: string): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return file;
}

/** The lessons that have cells, as in `glance/etcd`. */
async function lessonsWithCells(): Promise<string[]> {
  const found: string[] = [];
  for (const file of globSync('*/*.mdx', { cwd: content }).toSorted())
    if (/^```\w+ cell\b/m.test(await readFile(join(content, file), 'utf8'))) found.push(file.replace(/\.mdx$/, ''));
  return found;
}

/** What a reader of the page sees, without marks. */
function textOf(page: Page, html: string): Promise<string> {
  return page.evaluate((source) => new DOMParser().parseFromString(source, 'text/html').body.textContent, html);
}

// Lessons that no other test runs, so that what is kept of a student's cells is of this test.
for (const [language, lesson] of [
  ['en', 'glance/network-model'],
  ['zh', 'glance/layers-and-services'],
] as const) {
  test(`in ${language}: jupyter nbconvert opens the notebook of a lesson, and shows what this student's cell printed`, async ({
    page,
  }, info) => {
    test.slow();
    await visit(page, `/${language}/${lesson}/`);
    const at = lessonPage(page, language);
    await at.run(1);
    await at.ran(1);
    await expect(at.output(1)).not.toHaveText('');
    const shown = (await at.output(1).innerText()).split('\n').filter((line) => line.trim() !== '');
    const file = info.outputPath('lesson.ipynb');
    await (await download(page, labTextOf(language).downloadNotebook)).saveAs(file);
    await jupyter.check([file]);
    const { html, said } = await jupyter.toHtml(file);
    expect(said).not.toMatch(/error|warning|traceback/i);
    const text = await textOf(page, html);
    for (const line of shown) expect(text).toContain(line.trimEnd());
  });
}

test('every lesson, in one of the languages, is a notebook that Jupyter reads and shows', async ({ page }, info) => {
  test.slow();
  const files: string[] = [];
  for (const [index, lesson] of (await lessonsWithCells()).entries()) {
    const language = index % 2 === 0 ? 'en' : 'zh';
    await visit(page, `/${language}/${lesson}/`);
    const file = info.outputPath(`${language}-${lesson.replace('/', '-')}.ipynb`);
    await (await download(page, labTextOf(language).downloadNotebook)).saveAs(file);
    files.push(file);
  }
  expect(files.length).toBeGreaterThan(0);
  await jupyter.check(files);
});
