import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { isFocused, openTerminal, paste } from './open-terminal.ts';

const esc = '\u001b';

/** Keys that leave the terminal, and those that reach its program. */
export function testTerminalKeys(stage: Stage): void {
  test('leaving by Escape and Tab sends neither; Escape and another key sends both', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    const tab = page.locator('#terminal-tab-shell-1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await isFocused(tab);
    await page.keyboard.press('Enter');
    await page.keyboard.type('kubectl');
    await expect.poll(() => terminal.typed()).toBe('kubectl');
    await page.keyboard.press('Escape');
    await page.keyboard.type('b');
    await page.keyboard.press('Tab');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t${esc}${esc}${esc}[A`);
    await page.keyboard.press('Escape');
    await paste(page, 'x');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t${esc}${esc}${esc}[A${esc}x`);
    await page.keyboard.press('F6');
    await isFocused(tab);
    await page.keyboard.press('Enter');
    terminal.forget();
    await page.keyboard.press('Escape');
    await expect.poll(() => terminal.typed()).toBe(esc);
  });

  test('a program that has the whole screen gets Escape at once and Tab after it; F6 leaves it', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    terminal.print(`${esc}[?1049hvim here`);
    await page.locator('.xterm-rows').getByText('vim here').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.xterm-helper-textarea').evaluate((one) => one === document.activeElement)).toBe(true);
    await expect.poll(() => terminal.typed()).toBe(esc);
    await page.keyboard.press('Tab');
    await expect.poll(() => terminal.typed()).toBe(`${esc}\t`);
    await page.keyboard.press('F6');
    await isFocused(page.locator('#terminal-tab-shell-1'));
  });
}
