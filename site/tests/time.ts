import { expect, test } from 'vitest';
import { exampleAttempt } from '@drydock/model/testing';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

const hourMs = 3600_000;

/** Time that runs out, a queue, a connection: what a student is told and can do. */
export function testTime(stage: Stage): void {
  const leave = async (ms: number): Promise<void> => {
    const { api, startLab } = stage;
    await startLab();
    if (!api.attempt) throw new Error('no attempt');
    const { readyAt } = api.attempt;
    api.emit({ type: 'times', readyAt, expiresAt: new Date(Date.now() + ms).toISOString(), checkedAt: readyAt });
  };

  for (const hours of [5, -5]) {
    test(`a student's clock that is ${hours} hours off changes no time on the page`, async () => {
      const { page } = stage;
      await page.clock.install({ time: Date.now() + hours * hourMs });
      await leave(90 * 60_000);
      await page.locator('.time-left').getByText('1 h 30 min').waitFor();
      await page.getByText('Checked just now').waitFor();
      expect(await page.locator('.time-notice').count()).toBe(0);
    });
  }

  test('ten and two minutes before the end the page says what will happen, and gives one more hour', async () => {
    const { api, page } = stage;
    await leave(9.5 * 60_000);
    const notice = page.locator('.time-notice');
    await notice.getByText('10 minutes left.').first().waitFor();
    expect(await notice.innerText()).toContain('is graded, which counts as a submission');
    await notice.getByRole('button', { name: 'Later' }).click();
    await notice.waitFor({ state: 'detached' });
    const readyAt = api.attempt?.readyAt ?? null;
    api.emit({ type: 'times', readyAt, expiresAt: new Date(Date.now() + 90_000).toISOString(), checkedAt: null });
    await notice.getByText('2 minutes left.').first().waitFor();
    await notice.getByRole('button', { name: 'One more hour' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.locator('.time-left').getByText('1 h 2 min').waitFor();
  });

  test('a lab whose time ran out says so, and what was graded', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    api.judge([verdict('run/request', 'pass'), verdict('run/ready', 'fail')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('region', { name: 'Submitted' }).waitFor();
    const problem = { code: 'timeout', message: 'What was there was graded: 1 of 3 points.', fix: 'Start it again.' };
    api.emit({ type: 'state', state: 'ended', problem });
    const ending = page.locator('.ending');
    await ending.getByText('Time is up for this lab').waitFor();
    expect(await ending.innerText()).toContain('What was there was graded: 1 of 3 points.');
    await page.reload();
    await ending.getByText('Time is up for this lab').waitFor();
  });

  test('a start that waits says who comes before, names the own labs that hold places, and can be called off', async () => {
    const { api, page } = stage;
    api.others.push({ ...exampleAttempt({ id: 'other', lab: 'memory-limit', state: 'ready' }), holdsPlace: true });
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    const step = { id: 'queue', title: 'Waiting for a free place', state: 'running', seconds: 0 } as const;
    api.emit({ type: 'step', step: { ...step, detail: '2 ahead of you', queue: { place: 3, waiting: 3 } } });
    await page.getByText('2 ahead of you').waitFor();
    api.emit({ type: 'step', step: { ...step, detail: 'you are next', queue: { place: 1, waiting: 1 } } });
    await page.getByText('you are next').waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'memory-limit' });
    await row.getByRole('button', { name: 'End memory-limit' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End lab' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel the start' }).click();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    expect(api.requests).toContain(`DELETE /attempts/${api.attempt?.id}`);
  });

  test('the clock of the queue goes on after a reload', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await page.getByText('Waiting for a cluster').first().waitFor();
    if (!api.attempt) throw new Error('no attempt');
    const since = new Date(Date.now() - 75_000).toISOString();
    const step = { id: 'queue', title: 'Waiting', state: 'running', seconds: 0 } as const;
    api.emit({ type: 'attempt', attempt: { ...api.attempt, steps: [{ ...step, since }] } });
    await page.reload();
    const clock = page.locator('.steps .seconds');
    await clock.getByText(/^\d{2,} s$/).waitFor();
    expect(Number.parseInt(await clock.innerText(), 10)).toBeGreaterThanOrEqual(75);
  });

  test('a hidden page lets go of its stream, and catches up when it is shown', async () => {
    const { api, outcome, page, startLab } = stage;
    await startLab();
    const show = (state: 'hidden' | 'visible') =>
      page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await expect.poll(() => api.streams).toBe(0);
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass')], points: 1 });
    await show('visible');
    await outcome('ready', 'pass');
    expect(api.streams).toBe(1);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  test('seven pages of a lab leave every connection of the browser to the rest', async () => {
    const { api, browser } = stage;
    await stage.startLab();
    const context = await browser.newContext();
    const tabs = await Promise.all(Array.from({ length: 7 }, () => context.newPage()));
    for (const tab of tabs) {
      await tab.goto(`${api.url}/en/labs/first-pod/`);
      await tab.getByText('Cluster ready').waitFor();
    }
    await expect.poll(() => api.streams).toBe(8);
    const home = await context.newPage();
    await home.goto(`${api.url}/en/`);
    await home.getByRole('heading', { level: 1 }).waitFor();
    api.judge([verdict('run/ready', 'pass')]);
    for (const tab of tabs) {
      await tab.getByRole('button', { name: 'Check', exact: true }).click();
      await tab.getByText('Checked just now').waitFor();
    }
    await context.close();
  });

  test('a browser that believes to be offline is not believed while the stream is open', async () => {
    const { api, outcome, page } = stage;
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
    await stage.startLab();
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass')], points: 1 });
    await outcome('ready', 'pass');
    expect(await page.locator('.notice').count()).toBe(0);
  });
}
