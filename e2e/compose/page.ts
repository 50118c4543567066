import { labTextOf } from '@drydock/site/text';
import { chromium } from '@playwright/test';
import { args, program } from '../browser.ts';

/** The English page of a lab in a browser. */
export interface LabPage {
  /** Presses Submit, and resolves when the page says that it is judged. */
  submit(): Promise<void>;
  /** Waits until the page shows a result with all points. */
  result(points: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens the page of a lab that has been started, with the cookie of a student, in a browser that trusts whoever answers. */
export async function openLab(address: string, lab: string, cookie = ''): Promise<LabPage> {
  const text = labTextOf('en');
  const browser = await chromium.launch({ ...(program && { executablePath: program }), args });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: address, httpOnly: true, secure: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.goto(`${address}/en/labs/${lab}/`);
  const button = page.locator('.lab-actions').getByRole('button', { name: text.submit, exact: true });
  await button.and(page.locator(':not([aria-disabled=true]):not([disabled])')).waitFor({ timeout: 120_000 });
  return {
    async submit() {
      await button.click();
      await page.locator('.lab-actions').getByRole('button', { name: text.submitting, exact: true }).waitFor();
    },
    async result(points) {
      const result = page.getByRole('region', { name: text.resultTitle });
      await result.getByText(text.pointsOf(points, points)).first().waitFor({ timeout: 240_000 });
    },
    close: () => browser.close(),
  };
}
