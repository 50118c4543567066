import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';
import { openTerminal } from './terminals/open-terminal.ts';

const afterMs = 16 * 60_000;

/** An open page alone keeps no cluster awake. */
export function testAsleep(stage: Stage): void {
  test('a page that nobody uses lets go of terminal and events, and a key takes both up again', async () => {
    const { api, page } = stage;
    await page.clock.install();
    const terminal = await openTerminal(stage);
    await page.clock.fastForward(afterMs / 2);
    await page.mouse.move(200, 200);
    await page.clock.fastForward(afterMs / 2);
    await expect.poll(() => api.streams).toBe(1);
    await page.clock.fastForward(afterMs);
    await page.getByText('The cluster went to sleep').waitFor();
    await expect.poll(() => api.streams).toBe(0);
    const asked = api.requests.length;
    await page.clock.fastForward(afterMs);
    expect(api.requests.slice(asked)).toEqual([]);
    await page.keyboard.press('Shift');
    await page.getByText('The cluster went to sleep').waitFor({ state: 'detached' });
    await expect.poll(() => api.streams).toBe(1);
    await page.locator('.status-line[data-phase=live]').waitFor({ state: 'attached' });
    await page.keyboard.type('ls');
    await expect.poll(() => terminal.typed()).toContain('ls');
  });
}
