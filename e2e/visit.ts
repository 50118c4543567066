import type { Page } from '@playwright/test';

/** Opens a page and waits until its islands answer: a click that comes before is lost, and a test clicks sooner than a student can. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => !document.querySelector('astro-island[ssr][client="load"]'));
}
