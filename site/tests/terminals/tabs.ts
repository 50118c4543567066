import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { isFocused, openTerminal } from './open-terminal.ts';

const esc = '\u001b';
const cross = (tab: Locator) => tab.locator('[data-close]');

/** Several terminals: closing and naming them. */
export function testTerminalTabs(stage: Stage): void {
  test('a terminal in which something runs is closed only after a question, one at its prompt at once', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    const dialog = page.getByRole('dialog', { name: 'Close Shell 2?' });
    await addShells(stage, 2);
    terminal.programs.set('shell-2', 'sleep');
    await tabs.nth(1).press('Delete');
    await dialog.getByText('“sleep” is still running').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(terminal.ended).toEqual([]);
    await cross(tabs.nth(1)).click();
    await dialog.getByRole('button', { name: 'Close anyway' }).click();
    await expect.poll(() => tabs.count()).toBe(2);
    expect(terminal.ended).toEqual(['shell-2']);
    await page.route('**/api/attempts/*/terminals', (route) => route.abort());
    await tabs.nth(1).press('Delete');
    await page.getByRole('dialog').getByText('may still be running').waitFor();
  });

  test('a double click on the cross closes one terminal, and no box for a name opens', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    await addShells(stage, 2);
    await cross(tabs.nth(0)).dblclick();
    await expect.poll(() => tabs.count()).toBe(2);
    expect(terminal.ended).toEqual(['shell-1']);
    expect(await page.locator('.dock-rename').count()).toBe(0);
  });

  test('the box for a name keeps its text while programs rename their terminals', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
    await addShells(stage, 1);
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    const box = page.locator('.dock-rename input');
    await tabs.nth(1).press('F2');
    await isFocused(box);
    for (const letter of 'my window') {
      await page.keyboard.type(letter);
      for (const name of ['shell-1', 'shell-2']) terminal.print(`${esc}]0;${letter}${name}\u0007`, name);
      await page.getByRole('tab', { name: `${letter}shell-1` }).waitFor();
    }
    expect(await box.inputValue()).toBe('my window');
    await page.keyboard.press('Enter');
    await expect.poll(() => terminal.controls).toContain('{"type":"rename","title":"my window"}');
    // Beside the box is no way to lose what was written; Escape is.
    await tabs.nth(1).press('F2');
    await isFocused(box);
    await page.keyboard.type('other');
    await page.locator('.terminal-view:not([hidden]) .xterm-helper-textarea').focus();
    await expect.poll(() => terminal.controls).toContain('{"type":"rename","title":"other"}');
    const count = terminal.controls.length;
    await tabs.nth(1).press('F2');
    await isFocused(box);
    await page.keyboard.type('third');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    expect(terminal.controls.slice(count).filter((control) => control.includes('third'))).toEqual([]);
  });
}

async function addShells({ page }: Stage, count: number): Promise<void> {
  const live = page.locator('.dock-tab .dot[data-phase=live]');
  for (let added = 1; added <= count; added += 1) {
    await page.getByRole('button', { name: 'New shell' }).click();
    await expect.poll(() => live.count()).toBe(added + 1);
  }
}
