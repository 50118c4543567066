import { expect, type Page } from '@playwright/test';

/** Types a line as a password is typed, into the terminal that is shown: the terminal does not show it. */
export async function typeHidden(page: Page, line: string): Promise<void> {
  const shown = page.locator('.terminal-view:not([hidden])');
  const rows = shown.locator('.xterm-rows');
  await shown.getByRole('textbox').focus();
  await page.keyboard.insertText(
    'stty -echo; echo silent-$((3000 + 3)); read secret; stty echo; echo done-$((4000 + 4))',
  );
  await page.keyboard.press('Enter');
  await expect(rows).toContainText('silent-3003');
  await page.keyboard.insertText(line);
  await page.keyboard.press('Enter');
  await expect(rows).toContainText('done-4004');
}
