import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';

/** A lab that is split over several days: what its page says of tasks after which an attempt may begin. */
export function testResume(stage: Stage): void {
  const choice = () => stage.page.getByRole('group', { name: 'Where to start' });
  const beginning = () => choice().getByRole('radio', { name: 'Start from the beginning' });
  const after = () => choice().getByRole('radio', { name: 'Continue after “Run the Pod”' });
  const reach = () => void (stage.api.progress.labs['first-pod'] = { best: null, attempt: null, reached: ['run'] });

  test('who has reached nothing is offered no choice, and begins at the beginning', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    expect(await choice().count()).toBe(0);
    expect(api.attempt).not.toHaveProperty('from');
    expect(await page.locator('.began-after').count()).toBe(0);
  });

  test('the end of a task is told once, quietly, and offered from then on', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    const asked = () => api.requests.filter((request) => request === 'GET /progress').length;
    const before = asked();
    api.progress.labs['first-pod'] = { best: null, attempt: api.attempt?.id ?? null, reached: ['run'] };
    api.emit({ type: 'point', task: 'run' });
    const note = page.locator('.notice', { hasText: '“Run the Pod” is done. You can stop here and go on another day' });
    await note.waitFor();
    expect(await page.locator('[role=status]', { has: note }).count()).toBe(1);
    await note.getByRole('button', { name: 'Dismiss' }).click();
    await note.waitFor({ state: 'detached' });
    expect(asked()).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'End lab' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End lab' }).click();
    await after().waitFor();
    expect(await after().isChecked()).toBe(true);
  });

  test('the furthest task is chosen, and the page says while working where it began and what a reset does', async () => {
    const { api, page, startLab } = stage;
    reach();
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await after().waitFor();
    expect(await after().isChecked()).toBe(true);
    expect(await beginning().isChecked()).toBe(false);
    await startLab();
    expect(api.attempt?.from).toBe('run');
    await page.getByText('This attempt began after “Run the Pod”.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('dialog', { name: 'Back to the end of “Run the Pod”?' }).waitFor();
  });

  test('on a phone with its keyboard up the note of where it began steps back with the bar', async () => {
    const { page, startLab } = stage;
    reach();
    await startLab();
    await page.setViewportSize({ width: 390, height: 500 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    const note = page.locator('.began-after');
    await note.waitFor();
    expect(await note.isVisible()).toBe(true);
    await page.locator('.terminal-screen textarea').focus();
    await note.waitFor({ state: 'hidden' });
    expect(await note.isVisible()).toBe(false);
  });

  test('by keyboard the beginning can be chosen', async () => {
    const { api, page } = stage;
    reach();
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await after().focus();
    await page.keyboard.press('ArrowUp');
    expect(await beginning().isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for a cluster').first().waitFor();
    expect(api.attempt).not.toHaveProperty('from');
  });

  test('the choice has no finding of axe and fits a phone, in Chinese too', async () => {
    const { api, page } = stage;
    reach();
    await page.setViewportSize({ width: 360, height: 720 });
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByRole('tab', { name: '终端' }).click();
    await page.getByRole('radio', { name: /^接着“.*”往下做$/ }).waitFor();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.start').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
}
