import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** How much a page moves under the eyes of its reader. */
export function testLayout(stage: Stage): void {
  const paths = ['/en/', '/zh/', '/en/resources/memory/', '/zh/resources/memory/', '/en/labs/first-pod/'];
  for (const width of [1280, 390]) {
    for (const path of paths) {
      test(`${path} moves nothing while it loads at ${width} px: the layout shift is at most 0.1`, async () => {
        const { api, page } = stage;
        await page.setViewportSize({ width, height: 800 });
        await page.addInitScript(() => {
          const moved = window as unknown as { moved: number };
          moved.moved = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as Shift[]) if (!entry.hadRecentInput) moved.moved += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
        });
        // A student who comes back: what the server tells makes pages move, if anything does.
        api.progress.labs['first-pod'] = {
          best: { id: 's', at: '2026-11-27T00:00:00Z', points: 3, maxPoints: 3 },
          attempt: null,
        };
        api.progress.lessons['resources/memory'] = 'read';
        api.progress.quizzes['q42'] = { choice: 0, correct: false, at: '2026-11-27T00:00:00Z' };
        api.progress.last = { lesson: 'resources/memory', at: '2026-11-27T00:00:00Z' };
        await page.route('**/*', async (route) => {
          if (/\.(js|css)$|\/api\//.test(route.request().url()))
            await new Promise((resolve) => setTimeout(resolve, 150));
          await route.continue();
        });
        await page.goto(`${api.url}${path}`, { waitUntil: 'networkidle' });
        await page.waitForFunction(() => !document.querySelector('astro-island[ssr][client="load"]'));
        const moved = await page.evaluate(() => (window as unknown as { moved: number }).moved);
        expect(moved).toBeLessThanOrEqual(0.1);
      });
    }
  }

  test('the list of headings is at its place before the text of the lesson has arrived', async () => {
    const { api, page } = stage;
    const path = '/zh/resources/memory/';
    const left = () => page.locator('.right-sidebar').evaluate((list) => list.getBoundingClientRect().left);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${api.url}${path}`);
    const whole = await left();
    const html = await page.content();
    const beginning = html.slice(0, html.indexOf('<div class="main-pane'));
    expect(beginning).toContain('right-sidebar');
    await page.route(`**${path}`, (route) => route.fulfill({ contentType: 'text/html', body: beginning }));
    await page.goto(`${api.url}${path}`);
    expect(await left()).toBe(whole);
  });

  test('with the keyboard of a phone up the bars step back while the terminal has the focus, and come back after', async () => {
    const { page, startLab } = stage;
    await startLab();
    await page.setViewportSize({ width: 390, height: 500 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    const submit = page.getByRole('button', { name: 'Submit', exact: true });
    await submit.waitFor();
    const before = await page.locator('.terminal-screen').boundingBox();
    await page.locator('.terminal-screen textarea').focus();
    await submit.waitFor({ state: 'hidden' });
    expect(await page.locator('header.header').isVisible()).toBe(false);
    const after = await page.locator('.terminal-screen').boundingBox();
    expect((after?.height ?? 0) - (before?.height ?? 0)).toBeGreaterThan(100);
    await page.getByRole('tab', { name: /Tasks/ }).click();
    await submit.waitFor();
  });
}
