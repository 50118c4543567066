import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { fakeTerminal } from '../src/testing/fake-terminal.ts';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

/** What Chromium says of every load under way when a network comes or goes on this host, as with each new cluster; a page of the preview then loads again. */
const ofNetworks = /ERR_NETWORK_CHANGED|dynamically imported module/;

/** What a page complains of from now on: errors in its console, those of hydration among them, and what it throws. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  const hear = (text: string): void => void (ofNetworks.test(text) || complaints.push(text));
  page.on('console', (message) => message.type() === 'error' && hear(message.text()));
  page.on('pageerror', (error) => hear(String(error)));
  return complaints;
}

/** Waits until every island of a page has come to life. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('astro-island[ssr]'));
}

/** No page complains: with an attempt and without, in both languages. */
export function testConsole(stage: Stage): void {
  test.each(['en', 'zh'])('no page in %s has an error in the console', async (language) => {
    const { api, outcome, page, startLab } = stage;
    const complaints = complaintsOf(page);
    const terminal = await fakeTerminal(page);
    await startLab();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass'), verdict('run/request', 'fail')], points: 0 });
    await outcome('ready', 'pass');
    for (const path of ['labs/first-pod/', 'resources/memory/', '']) {
      await page.goto(`${api.url}/${language}/${path}`);
      await alive(page);
    }
    await page.goto(`${api.url}/${language}/labs/first-pod/`);
    await outcome('ready', 'pass');
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    expect(terminal.typed()).toBe('');
    expect(complaints).toEqual([]);
  });
}
