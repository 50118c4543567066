import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { fakeTerminal, type FakeTerminal } from '../../src/testing/fake-terminal.ts';
import type { Stage } from '../../src/testing/stage.ts';

/** Opens a lab's page with a live terminal at its prompt, in front of a scripted agent. */
export async function openTerminal(stage: Stage, address?: string): Promise<FakeTerminal> {
  const { page, startLab } = stage;
  await page.addInitScript(() => localStorage.setItem('drydock.terminal', '{"renderer":"dom"}'));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const terminal = await fakeTerminal(page);
  await startLab(address);
  await page.locator('.terminal-view[data-phase=live]').waitFor();
  terminal.print('prompt $ ');
  await page.locator('.xterm-rows').getByText('prompt $').waitFor();
  await page.locator('.xterm-helper-textarea').focus();
  return terminal;
}

export const isFocused = (one: ReturnType<Page['locator']>) =>
  expect.poll(() => one.evaluate((element) => element === document.activeElement)).toBe(true);

/** Pastes with the key. */
export async function paste(page: Page, clip: string): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), clip);
  await page.keyboard.press('Control+Shift+V');
}
