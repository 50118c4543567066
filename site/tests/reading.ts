import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';

/** The pages between the lessons: the glossary and the links to it, the pages of modules, the order of all, and the search. */
export function testReading(stage: Stage): void {
  test.each([
    ['en', 'container', 'A process that sees only its own files.'],
    ['zh', '容器', '只看得见自己文件的进程。'],
  ])('in %s the first use of %s leads to the glossary, by keyboard too, and says what it means', async (...words) => {
    const [language, word, definition] = words;
    const { api, page } = stage;
    await page.goto(`${api.url}/${language}/resources/memory/`);
    const link = page.locator('a.term');
    expect(await link.count()).toBe(1);
    expect((await link.innerText()).toLowerCase()).toBe(word);
    await link.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const shown = await link.evaluate((node) => getComputedStyle(node, '::after').content);
    expect(shown).toContain(definition);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/${language}/glossary/#container`);
    expect(await page.locator('h2:target').innerText()).toContain(word);
    await page.getByText(definition).waitFor();
  });

  test('the glossary is filtered by keyboard, in either language, and a term leads to its lesson', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/`);
    await page.getByRole('banner').getByRole('link', { name: 'Glossary' }).click();
    const names = page.getByRole('main').getByRole('heading', { level: 2 });
    expect(await names.allInnerTexts()).toEqual([
      expect.stringContaining('container'),
      expect.stringContaining('limit'),
      expect.stringContaining('namespace'),
    ]);
    const box = page.getByRole('searchbox', { name: 'Filter the terms' });
    await box.focus();
    await page.keyboard.insertText('命名');
    await page.getByText('1 terms shown').waitFor();
    expect(await names.and(page.locator(':visible')).allInnerTexts()).toEqual([expect.stringContaining('namespace')]);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('namespace');
    await box.fill('nothing like it');
    await page.getByText('No term has these letters.').waitFor();
    await box.press('Escape');
    await names.nth(2).waitFor();
    // What explains it is a lesson that can be read; two of the three are still to be written.
    expect(await page.locator('.entry .explained a').allInnerTexts()).toEqual(['6.2 Memory requests and limits']);
  });

  test('the page of a module has its map, its new words, its lessons with labs, and how much of it is done', async () => {
    const { api, page } = stage;
    api.progress.lessons['resources/memory'] = 'read';
    await page.goto(`${api.url}/en/`);
    await page.locator('.module-head').getByRole('link', { name: 'Resources' }).click();
    await page.getByRole('heading', { level: 1, name: 'Resources' }).waitFor();
    const map = page.getByRole('img', { name: /New in this module: limits, metrics-server/ });
    await map.waitFor();
    expect((await map.locator('[data-state=new]').allTextContents()).map((words) => words.trim())).toEqual([
      'limits',
      'metrics-server',
    ]);
    expect(await page.locator('.added').innerText()).toContain('How much a container may use at most.');
    await page.getByRole('progressbar').and(page.locator('[max="3"][value="1"]')).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Your first Pod', exact: true }).waitFor();
  });

  test.each(['en', 'zh'])(
    'in %s Next leads from the home page through everything, and Previous all the way back',
    async (language) => {
      const { api, page } = stage;
      const way = ['resources/', 'resources/memory/', 'labs/first-pod/', 'glossary/'].map(
        (path) => `/${language}/${path}`,
      );
      const follow = async (rel: string): Promise<string> =>
        new URL(
          (await page.locator(`.pagination-links a[rel=${rel}]`).getAttribute('href')) ?? '',
          page.url(),
        ).href.slice(api.url.length);
      for (const [place, path] of way.entries()) {
        await page.goto(`${api.url}${path}`);
        expect(await follow('next')).toBe(way[place + 1] ?? `/${language}/`);
        expect(await follow('prev')).toBe(way[place - 1] ?? `/${language}/`);
      }
      // A page that is still to be written lies between its neighbours.
      await page.goto(`${api.url}/${language}/resources/cpu/`);
      expect(await follow('prev')).toBe(`/${language}/resources/memory/`);
      await page.goto(`${api.url}/${language}/objects/kubectl/`);
      expect(await follow('next')).toBe(`/${language}/resources/memory/`);
    },
  );

  test.each([
    ['en', 'Your first Pod', 'Lab: Your first Pod', '/en/labs/first-pod/'],
    ['en', 'namespace', 'Glossary: namespace', '/en/glossary/#namespace'],
    ['en', 'compressible', 'Memory requests and limits', '/en/resources/memory/'],
    ['zh', '第一个 Pod', '实验：第一个 Pod', '/zh/labs/first-pod/'],
    ['zh', '命名空间', '术语：命名空间', '/zh/glossary/#namespace'],
  ])('the search in %s finds %s', async (language, wanted, title, address) => {
    const { api, page } = stage;
    await page.goto(`${api.url}/${language}/`);
    await page.locator('button[data-open-modal]:enabled').click();
    await page.locator('#starlight__search input').fill(wanted);
    const found = page.locator(`.pagefind-ui__result-link[href="${new URL(api.url).pathname}${address}"]`);
    await found.waitFor();
    expect(await found.innerText()).toContain(title);
  });

  test.each(['/en/glossary/', '/zh/glossary/', '/en/resources/', '/zh/resources/'])(
    'axe finds nothing on %s in light and dark, and it fits a phone',
    async (path) => {
      const { api, browser } = stage;
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
        const page = await context.newPage();
        await page.goto(`${api.url}${path}`, { waitUntil: 'networkidle' });
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        await context.close();
      }
    },
  );
}
