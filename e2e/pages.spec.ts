import { expect, test, type Page } from '@playwright/test';
import { type Language, languages } from '@drydock/model';
import { axeFindings } from './axe.ts';
import { labTextOf } from '@drydock/site/text';
import { visit } from './visit.ts';

const pagesOf = (language: Language): readonly string[] => [
  `/${language}/`,
  `/${language}/glossary/`,
  `/${language}/pods/`,
  `/${language}/resources/memory/`,
  `/${language}/storage/pv-pvc/`,
  `/${language}/labs/memory-limit/`,
  `/${language}/labs/pv-pvc-nginx/`,
];
const every = ['/', ...languages.flatMap(pagesOf)];

for (const path of every) {
  test(`${path}: axe finds nothing in light and dark, no other host is asked, no error is logged, and it fits a phone`, async ({
    page,
    baseURL,
  }) => {
    const strangers: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(baseURL ?? '').origin)
        strangers.push(request.url());
    });
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      expect.soft(await axeFindings(page), colorScheme).toEqual([]);
    }
    expect.soft(strangers).toEqual([]);
    expect.soft(errors).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

for (const language of languages) {
  test(`the course page in ${language} lists what is written, and folds what is only planned`, async ({ page }) => {
    const text = labTextOf(language);
    await page.goto(`/${language}/`);
    await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? /^zh/ : 'en');
    const numbers = page.locator('main').getByText(/^\s*\d{1,2}\.\d\s*$/);
    await expect(numbers).toHaveCount(47);
    const written = page.locator('.lessons > li');
    const planned = 47 - (await written.count());
    await expect(page.getByText(text.planned(planned))).toBeVisible();
    await expect(page.locator('.planned li li').first()).toBeHidden();
    await page.getByText(text.planned(planned)).click();
    await expect(page.locator('.planned li li')).toHaveCount(planned);
    await expect(page.locator('.planned a')).toHaveCount(0);
  });

  test(`who comes to ${language} for the first time may begin at the beginning, or is one click from the Start of a lab`, async ({
    page,
  }) => {
    const text = labTextOf(language);
    // A student of its own: the one of this machine has opened lessons before.
    expect((await page.request.post('/api/session')).ok()).toBe(true);
    await page.goto(`/${language}/`);
    await expect(page.getByRole('link', { name: text.beginFirst })).toHaveAttribute(
      'href',
      `/${language}/glance/why-kubernetes/`,
    );
    await page.getByRole('link', { name: text.beginWithLab }).click();
    await expect(page.getByRole('button', { name: text.startLab })).toBeInViewport();
  });

  test(`by keyboard alone in ${language}: from the first Tab to the Start button of a lab`, async ({ page }) => {
    const text = labTextOf(language);
    await visit(page, `/${language}/labs/memory-limit/`);
    await page.waitForLoadState('networkidle');
    const start = page.getByRole('button', { name: text.startLab });
    await expect(start).toBeEnabled();
    await tabUntil(page, () => start.evaluate((button) => button === document.activeElement));
    const outline = await start.evaluate((button) => getComputedStyle(button).outlineStyle);
    expect(outline).not.toBe('none');
  });

  test(`Next leads in ${language} from the first module through every lesson and lab to the glossary, and back home`, async ({
    page,
  }) => {
    const seen: string[] = [];
    for (let path = `/${language}/glance/`; path !== `/${language}/`;) {
      expect(seen).not.toContain(path);
      seen.push(path);
      const html = await (await page.request.get(path)).text();
      path = /<a href="([^"]+)" rel="next"/.exec(html)?.[1] ?? 'no next page';
      expect(path).toMatch(/^\/(en|zh)\//);
    }
    await page.goto(`/${language}/`);
    const links = page.locator('.modules a');
    const listed = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(seen).toEqual([...listed, `/${language}/glossary/`]);
  });

  test(`a missing page says so in ${language}`, async ({ page }) => {
    const answer = await page.goto(`/${language}/labs/no-such-lab/`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('main').getByRole('link').first()).toBeVisible();
  });
}

test('on a phone the lab is two tabs, text and terminal', async ({ page }) => {
  const text = labTextOf('en');
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, '/en/labs/memory-limit/');
  await page.getByRole('tab', { name: text.terminal }).click();
  await expect(page.getByRole('button', { name: text.startLab })).toBeInViewport();
  await page.getByRole('tab', { name: text.instructions }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
});

test('the divider moves by keyboard and is remembered', async ({ page }) => {
  await visit(page, '/en/labs/memory-limit/');
  const divider = page.getByRole('separator', { name: labTextOf('en').divider });
  await divider.focus();
  const before = Number(await divider.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowRight');
  const after = Number(await divider.getAttribute('aria-valuenow'));
  expect(after).toBeGreaterThan(before);
  await page.reload();
  await expect(divider).toHaveAttribute('aria-valuenow', String(after));
});

test('the other language is one click away, on the same page', async ({ page }) => {
  await page.goto('/en/resources/memory/');
  await page.waitForLoadState('networkidle');
  const select = page.locator('starlight-lang-select select').first();
  await select.selectOption({ label: '简体中文' });
  await expect(page).toHaveURL(/\/zh\/resources\/memory\/$/);
});

async function tabUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await isThere()) return;
  }
  throw new Error('80 presses of Tab did not reach it');
}
