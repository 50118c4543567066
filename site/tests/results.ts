import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { exampleSubmission } from '@drydock/model/testing';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

const all = ['run/request', 'run/ready', 'delete/gone'];
const passing = all.map((key) => verdict(key, 'pass'));

/** Whether the middle of something is on the screen and nothing lies over it. */
async function isInSight(place: Locator): Promise<boolean> {
  return place.evaluate((element) => {
    const { left, top, width } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + 4);
    return seen !== null && (element.contains(seen) || seen.contains(element));
  });
}

/** What Check and Submit show, where, and what comes after full points. */
export function testResults(stage: Stage): void {
  for (const key of ['Enter', 'click'] as const) {
    test(`Submit at the end of the tasks shows the result on the screen and gives it the focus (${key})`, async () => {
      const { api, page, startLab } = stage;
      await page.setViewportSize({ width: 1280, height: 420 });
      await startLab();
      // The terminal takes the focus when it comes, which on a busy machine is late.
      await page.locator('.xterm-helper-textarea:focus').waitFor({ state: 'attached' });
      api.judge([verdict('run/request', 'fail'), verdict('run/ready', 'pass')]);
      await page.locator('#lab-text').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
      const submit = page.getByRole('button', { name: 'Submit', exact: true });
      if (key === 'click') await submit.click();
      else {
        await submit.focus();
        await page.keyboard.press(key);
      }
      const result = page.getByRole('region', { name: 'Submitted' });
      await result.and(page.locator(':focus')).waitFor();
      expect(await isInSight(result)).toBe(true);
    });
  }

  test('Check shows the first failure on the screen and gives it the focus, from the top of the page too', async () => {
    const { api, check, page, startLab } = stage;
    await page.setViewportSize({ width: 1280, height: 420 });
    await startLab();
    // The terminal takes the focus when it comes, which on a busy machine is late.
    await page.locator('.xterm-helper-textarea:focus').waitFor({ state: 'attached' });
    api.judge([verdict('run/request', 'pass'), verdict('run/ready', 'pass'), verdict('delete/gone', 'fail')]);
    await page.getByRole('button', { name: 'Check', exact: true }).focus();
    await page.keyboard.press('Enter');
    await check('gone').and(page.locator(':focus')).waitFor();
    expect(await isInSight(check('gone'))).toBe(true);
  });

  test('a button that is busy keeps the focus and does nothing more', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    await page.locator('.xterm-helper-textarea:focus').waitFor({ state: 'attached' });
    api.judgeSlowly(true);
    const check = page.getByRole('button', { name: 'Check', exact: true });
    await check.focus();
    await page.keyboard.press('Enter');
    const busy = page.getByRole('button', { name: 'Checking…' });
    await busy.and(page.locator('[aria-disabled=true]:focus')).waitFor();
    await page.keyboard.press('Enter');
    expect(api.requests.filter((request) => request.endsWith('/check'))).toHaveLength(1);
    expect(await page.locator('.workbench button:disabled').count()).toBe(0);
  });

  test('on a phone Submit leads from the terminal to the result, and the tab of the tasks says how many passed', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    await page.setViewportSize({ width: 390, height: 844 });
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass'), verdict('run/request', 'fail')], points: 0 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await page.getByRole('tab', { name: /Tasks.*1 of 3 checks passed/ }).waitFor();
    api.judge([verdict('run/ready', 'pass'), verdict('run/request', 'fail')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    const result = page.getByRole('region', { name: 'Submitted' });
    await result.and(page.locator(':focus')).waitFor();
    expect(await isInSight(result)).toBe(true);
    await page.locator('.badge[data-failed=true]').waitFor();
  });

  test('at full points the page says that only a submission counts; after it come the next lesson and giving the cluster back', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    api.judge(passing);
    api.emit({ type: 'verdicts', verdicts: passing, points: 3 });
    const offer = page.locator('.full-points');
    await offer.getByText('Points only count once you submit.').waitFor();
    expect(api.requests.some((request) => request.endsWith('/submit'))).toBe(false);
    await offer.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('region', { name: 'Submitted' }).getByText('3 / 3 points').first().waitFor();
    await offer.waitFor({ state: 'detached' });
    const next = page.getByRole('navigation', { name: 'What next' });
    expect(await next.getByRole('link').count()).toBeGreaterThan(0);
    await next.getByRole('button', { name: 'End lab and free its cluster' }).click();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    await page.getByRole('region', { name: 'Submitted' }).waitFor();
  });

  test('a student can choose that a lab submits at full points; the choice is kept', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    await page.getByLabel('Submit automatically at full points').check();
    await page.reload();
    await expect.poll(() => page.getByLabel('Submit automatically at full points').isChecked()).toBe(true);
    await page.getByText('Cluster ready').waitFor();
    api.judge(passing);
    api.emit({ type: 'verdicts', verdicts: passing.slice(1), points: 1 });
    api.emit({ type: 'verdicts', verdicts: passing, points: 3 });
    await page.getByRole('region', { name: 'Submitted' }).getByText('3 / 3 points').first().waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'fail')], points: 1 });
    api.emit({ type: 'verdicts', verdicts: passing, points: 3 });
    await page.getByText('3 / 3 points').first().waitFor();
    expect(api.requests.filter((request) => request.endsWith('/submit'))).toHaveLength(1);
  });

  test('a Submit that takes long is answered by the event stream, also behind a proxy that gives up', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    await page.locator('.xterm-helper-textarea:focus').waitFor({ state: 'attached' });
    api.judgeSlowly(true);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await expect.poll(() => api.attempt?.judging).toBe('submit');
    const submission = { ...exampleSubmission(passing, 3), id: 'slow', at: new Date().toISOString() };
    api.emit({ type: 'submission', submission });
    api.emit({ type: 'judging', judging: null, problem: null });
    const result = page.getByRole('region', { name: 'Submitted' });
    await result.and(page.locator(':focus')).waitFor();
    for (const status of [504, 409]) {
      api.emit({ type: 'judging', judging: 'submit', problem: null });
      api.emit({ type: 'judging', judging: null, problem: null });
      await page
        .getByRole('button', { name: 'Submit', exact: true })
        .and(page.locator('[aria-disabled=false]'))
        .waitFor();
      await page.route('**/submit', async (route) => {
        api.emit({ type: 'judging', judging: 'submit', problem: null });
        await route.fulfill({ status, body: '<html>gateway</html>' });
      });
      await page.getByRole('button', { name: 'Submit', exact: true }).click();
      await expect.poll(() => api.attempt?.judging).toBe('submit');
      api.emit({ type: 'submission', submission: { ...submission, id: `late ${status}`, points: 2 } });
      api.emit({ type: 'judging', judging: null, problem: null });
      await result.getByText('2 / 3 points').first().waitFor();
      expect(await page.locator('.notice[data-kind=problem]').count()).toBe(0);
      await page.unroute('**/submit');
      api.emit({ type: 'submission', submission });
    }
  });

  test('a Check that ended without a result says why', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    api.judgeSlowly(true);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Checking…' }).waitFor();
    await expect.poll(() => api.attempt?.judging).toBe('check');
    const problem = { code: 'cluster_unreachable', message: 'The cluster does not answer.', fix: 'Try again.' };
    api.emit({ type: 'judging', judging: null, problem });
    await page.getByText('The cluster does not answer. Try again.').waitFor();
    await page.getByRole('button', { name: 'Check', exact: true }).and(page.locator('[aria-disabled=false]')).waitFor();
  });
}
