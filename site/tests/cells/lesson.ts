import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AxeBuilder } from '@axe-core/playwright';
import type { Stage } from '../../src/testing/stage.ts';
import { alive, complaintsOf } from '../console.ts';
import { readerOf } from './reader.ts';

const esc = '\u001b';

/** A lesson around its cells. */
export function testLesson(stage: Stage): void {
  const { cell, run, open, openReady, withTerminal, ended, asked } = readerOf(stage);

  test('a manifest is applied and compared as a file; an edit is kept, brought along by the cells below, marked, completed, checked and restored', async () => {
    const { api, page } = stage;
    await openReady();
    const editor = cell('2').locator('.cm-content');
    expect(await editor.count()).toBe(0);
    await cell('2')
      .getByRole('button', { name: 'Diff' })
      .or(cell('2').getByRole('button', { name: /what applying/ }))
      .click();
    await expect.poll(() => api.playground.asked.at(-1)?.source).toBe('kubectl diff -f soup.yaml || [ $? = 1 ]');
    expect(api.playground.asked.at(-1)?.file?.name).toBe('soup.yaml');
    api.playground.begin('2');
    api.playground.end('2', 0);
    await ended('2');
    await cell('2').getByRole('button', { name: 'Edit soup.yaml' }).click();
    await editor.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nima');
    await page.getByRole('option', { name: /imagePullPolicy/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('gee: x');
    await cell('2').locator('.cm-lintRange').waitFor();
    await cell('2').getByText('edited', { exact: true }).waitFor();
    await cell('2').getByText('The cell has changed since this output.').waitFor();
    await expect.poll(() => api.playground.kept.get('kitchen/soup 2')?.edited).toContain('imagee: x');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true);
    await editor.focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => api.playground.asked.at(-1)).toMatchObject({ source: 'kubectl apply -f soup.yaml' });
    expect(api.playground.asked.at(-1)?.file?.text).toContain('imagee: x');
    api.playground.begin('2');
    api.playground.end('2', 1);
    await ended('2');
    await run('3').click();
    await expect.poll(() => api.playground.asked.at(-1)?.cell).toBe('3');
    expect(api.playground.asked.at(-1)?.manifests).toMatchObject([
      { name: 'soup.yaml', text: expect.stringContaining('imagee: x') },
    ]);
    await open();
    await editor.getByText('imagee').waitFor();
    await cell('2').getByRole('button', { name: 'Restore soup.yaml' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => editor.innerText()).not.toContain('imagee');
    await expect.poll(() => api.playground.kept.get('kitchen/soup 2')?.edited).toBe(null);
  });

  test('the top of a lesson says how long it takes, what to read before and what one can do afterwards', async () => {
    const { page } = stage;
    await open();
    await page.getByText('12 min').waitFor();
    await page.getByText('start a Pod from a manifest').waitFor();
    expect(await page.getByText('Read first:').getByRole('link').getAttribute('href')).toBe('/en/kitchen/menu/');
    await open('en/kitchen/stew');
    expect(await page.locator('.objectives').count()).toBe(0);
  });

  test('answers are where this student had them, and after a right one all reasons are open', async () => {
    const { page } = stage;
    await open();
    const order = () => page.locator('dd-quiz .answer').allInnerTexts();
    const before = await order();
    expect(before.toSorted()).toEqual(['It makes two Pods', 'It starts the Pod again', 'Nothing']);
    await open();
    expect(await order()).toEqual(before);
    const orders = new Set<string>();
    for (let seed = 1; seed <= 8; seed += 1) {
      await page.evaluate((value) => localStorage.setItem('drydock.quiz-seed', String(value)), seed);
      await open();
      orders.add((await order()).join());
    }
    expect(orders.size).toBeGreaterThan(1);
    await page.getByText('It makes two Pods', { exact: true }).click();
    expect(await page.locator('dd-quiz .reason:visible').count()).toBe(1);
    await page.getByText('Nothing', { exact: true }).click();
    await expect.poll(() => page.locator('dd-quiz .reason:visible').count()).toBe(3);
    await page.reload();
    await expect.poll(() => page.locator('dd-quiz .reason:visible').count()).toBe(3);
  });

  test('a lesson is taken away as a notebook with the outputs of the student, and printed without buttons', async () => {
    const { api, page } = stage;
    await openReady();
    await run('1').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('1');
    api.playground.print('1', 'mine\n');
    api.playground.end('1', 0);
    await cell('1').getByText('mine').waitFor();
    const button = page.getByRole('button', { name: 'Download as a notebook (.ipynb)' });
    await button.scrollIntoViewIfNeeded();
    await alive(page);
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toBe('kitchen-soup.ipynb');
    const notebook = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(notebook)).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'bash' } },
    });
    expect(notebook).toContain('mine');
    expect(notebook).toContain('pod/soup created');
    expect(notebook).not.toContain('namespace/kitchen created');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.cell-bar:visible, .desk:visible, .take-away:visible').count()).toBe(0);
    expect(await cell('1').getByText('mine').isVisible()).toBe(true);
  });

  test('a lesson without cells asks for nothing and shows nothing of this', async () => {
    const { api, page } = stage;
    api.playground.answer('POST', '/playgrounds', { profile: 'one-node' });
    api.playground.ready();
    await open('en/kitchen/menu');
    await page.getByText('Only to read.').first().waitFor();
    expect(await page.locator('.cell, .desk').count()).toBe(0);
    expect(api.requests.filter((each) => /playgrounds|\/cells/.test(each))).toEqual([]);
  });

  test('in the colours of the system Run keeps its triangle and the shown terminal its mark', async () => {
    const { page } = stage;
    await withTerminal();
    await page.emulateMedia({ forcedColors: 'active' });
    await openReady();
    const style = (selector: string, name: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
    expect(await style('.icon-run', 'border-top-color')).toBe('rgba(0, 0, 0, 0)');
    await page.getByRole('region', { name: 'Your cluster for the lessons' }).getByText('Terminal').click();
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    expect(await style('.dock-tab[data-active=true]', 'border-bottom-width')).toBe('3px');
  });

  for (const [language, scheme, width] of [
    ['en', 'dark', 1280],
    ['zh', 'light', 1280],
    ['en', 'light', 390],
    ['zh', 'dark', 390],
  ] as const) {
    test(`${language}, ${scheme}, ${width} px: no finding of axe, nothing scrolls sideways, no word in the console`, async () => {
      const { api, page } = stage;
      const complaints = complaintsOf(page);
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme: scheme });
      await openReady(`${language}/kitchen/soup`);
      await run('1').click();
      await expect.poll(asked).toHaveLength(1);
      api.playground.begin('1');
      const colours = [30, 31, 32, 33, 34, 35, 36, 90, 7, 41].map((code) => `${esc}[${code}mcolour ${code}${esc}[0m`);
      api.playground.print('1', `${colours.join('\n')}\n`);
      api.playground.end('1', 1);
      await ended('1');
      await run('3').click();
      await expect.poll(asked).toHaveLength(2);
      api.playground.begin('3');
      api.playground.print('3', `NAME   READY   STATUS\n${'soup-with-a-very-long-name-'.repeat(6)}\n`);
      await cell('3').getByText('NAME').waitFor();
      await cell('2').locator('figure pre').click();
      await cell('2').locator('.cm-content').waitFor();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\nimagee: x');
      await cell('2').locator('.cm-lintRange').waitFor();
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
        .toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}
