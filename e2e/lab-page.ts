import { expect, type Locator, type Page } from '@playwright/test';
import type { Language } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';

/** A lab page as a student uses it: by its visible text, not by its structure. */
export interface LabPage {
  /** Presses Start and waits for a live terminal. */
  start(): Promise<void>;
  /** Types lines into the terminal that is shown, Enter after each, and waits until the last of them has run. */
  type(lines: readonly string[]): Promise<void>;
  /** Opens a terminal on the node. */
  openNodeShell(): Promise<void>;
  /** What the shown terminal has on its screen. */
  screen(): Locator;
  /** The line of a check, by the title on the page. */
  checkLine(id: string): Locator;
  press(name: 'check' | 'submit' | 'reset'): Promise<void>;
}

/** Reads terminals as text: the WebGL renderer paints, the DOM renderer writes. */
export async function preferReadableTerminals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const chosen = JSON.parse(localStorage.getItem('drydock.terminal') ?? '{}') as object;
    localStorage.setItem('drydock.terminal', JSON.stringify({ ...chosen, renderer: 'dom' }));
  });
}

/** The lab page that is open in this browser page. */
export function labPage(page: Page, language: Language): LabPage {
  const text = labTextOf(language);
  const shown = page.getByRole('tabpanel').and(page.locator('.terminal-view:not([hidden])'));
  const live = async (): Promise<void> => {
    await expect(shown).toHaveAttribute('data-phase', 'live', { timeout: 240_000 });
    await expect(shown.locator('.xterm-rows')).toContainText(/[$#] /, { timeout: 30_000 });
  };
  let commands = 0;
  return {
    async start() {
      await page
        .getByRole('button', { name: text.startLab })
        .or(page.getByRole('button', { name: text.startAgain }))
        .click();
      await live();
    },
    async type(lines) {
      commands += 1;
      await shown.getByRole('textbox').focus();
      for (const line of lines) {
        await page.keyboard.insertText(line);
        await page.keyboard.press('Enter');
      }
      await page.keyboard.insertText(`clear; echo "typed $((${commands} + 1000))"`);
      await page.keyboard.press('Enter');
      await expect(shown.locator('.xterm-rows')).toContainText(`typed ${commands + 1000}`, { timeout: 120_000 });
    },
    async openNodeShell() {
      await page.getByTitle(text.newNodeShell).click();
      await live();
    },
    screen: () => shown.locator('.xterm-rows'),
    checkLine: (id) => page.locator(`[data-check="${id}"]`),
    async press(name) {
      await page.locator('.lab-actions').getByRole('button', { name: text[name], exact: true }).click();
    },
  };
}
