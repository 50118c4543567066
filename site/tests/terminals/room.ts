import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { isFocused, openTerminal } from './open-terminal.ts';

/** The room a terminal has on the page, and whether it is seen. */
export function testTerminalRoom(stage: Stage): void {
  test('a page that is hidden, or shows another pane, tells that its terminal is not seen', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    const seen = () => terminal.controls.filter((control) => control.includes('"type":"seen"'));
    const show = (state: string) =>
      page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await expect.poll(seen).toEqual(['{"type":"seen","seen":false}']);
    await show('visible');
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":true}');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":false}');
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":true}');
  });

  test('the settings close with Escape and by turning elsewhere', async () => {
    const { page } = stage;
    await openTerminal(stage);
    const menu = page.locator('.dock-menu');
    const button = page.locator('.dock-settings summary');
    await button.click();
    await menu.getByText('Ctrl+C copies the selection').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => menu.isVisible()).toBe(false);
    await isFocused(button);
    await button.click();
    await page.locator('.xterm-screen').click();
    await expect.poll(() => menu.isVisible()).toBe(false);
  });

  test('on a phone with its keyboard up the terminal has nearly all that is left, and the bars come back', async () => {
    const { page } = stage;
    await openTerminal(stage);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await page.setViewportSize({ width: 390, height: 480 });
    await page.locator('.xterm-helper-textarea').focus();
    await page.locator('.lab-bar').waitFor({ state: 'hidden' });
    const height = async () => (await page.locator('.terminal-screen').boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan(330);
    await page.keyboard.press('F6');
    await page.locator('.terminal-screen').evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('.lab-bar').waitFor();
  });

  test('the terminal can have the whole page, and gives it back', async () => {
    const { page } = stage;
    await openTerminal(stage);
    const button = page.getByRole('button', { name: 'Full-page terminal' });
    await button.click();
    await expect
      .poll(() => page.locator('.dock').boundingBox())
      .toMatchObject({ x: 0, y: 0, width: 1280, height: 720 });
    await button.click();
    await expect.poll(async () => (await page.locator('.dock').boundingBox())?.x).toBeGreaterThan(100);
  });
}
