import { expect, test } from '@playwright/test';
import { Attempt } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { axeFindings } from './axe.ts';
import { labPage, preferReadableTerminals } from './lab-page.ts';
import { visit } from './visit.ts';

const lab = 'memory-limit';
const text = labTextOf('en');

test.beforeEach(({ page }) => preferReadableTerminals(page));
test.afterEach(async ({ page }) => {
  const living = Attempt.array().parse(await (await page.request.get('/api/attempts')).json());
  for (const { id } of living) await page.request.delete(`/api/attempts/${id}`);
});

test('Submit from the bottom of the page shows the result on the screen; seven tabs of the lab leave the site working', async ({
  page,
  context,
}) => {
  test.slow();
  await visit(page, `/en/labs/${lab}/`);
  await labPage(page, 'en').start();
  await page.locator('#lab-text').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
  await page.locator('.lab-actions').getByRole('button', { name: text.submit, exact: true }).focus();
  await page.keyboard.press('Enter');
  const result = page.getByRole('region', { name: text.resultTitle });
  await expect(result).toBeFocused({ timeout: 240_000 });
  await expect(result).toBeInViewport();

  const tabs = await Promise.all(Array.from({ length: 6 }, () => context.newPage()));
  for (const tab of tabs) {
    await visit(tab, `/en/labs/${lab}/`);
    await expect(tab.locator('.cluster[data-state="ready"]')).toBeVisible();
  }
  const home = await context.newPage();
  await home.goto('/en/');
  await expect(home.getByRole('link', { name: new RegExp(text.continueLab) })).toBeVisible();
  for (const tab of [page, ...tabs]) {
    await tab.getByRole('button', { name: text.check, exact: true }).click();
    await expect(tab.locator('.check:focus')).toBeVisible({ timeout: 240_000 });
  }

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: text.terminal }).click();
  expect(await axeFindings(page)).toEqual([]);
});

test("a student's clock that is five hours ahead leaves the time of a lab as it is", async ({ page }) => {
  test.slow();
  await page.clock.install({ time: Date.now() + 5 * 3600_000 });
  await visit(page, `/en/labs/${lab}/`);
  await page
    .getByRole('button', { name: text.startLab })
    .or(page.getByRole('button', { name: text.startAgain }))
    .click();
  await expect(page.locator('.time-left')).toContainText(/\d h|\d min/, { timeout: 240_000 });
  await expect(page.locator('.time-left')).not.toContainText(text.timeUp);
  await expect(page.locator('.time-notice')).toHaveCount(0);
});
