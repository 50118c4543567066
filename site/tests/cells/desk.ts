import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { readerOf } from './reader.ts';

const esc = '\u001b';

/** The student's cluster and terminal beside a lesson. */
export function testDesk(stage: Stage): void {
  const { cell, run, open, openReady, withTerminal, asked } = readerOf(stage);

  test('a start that waits shows the labs that hold places and ends one; a start that fails takes the run back', async () => {
    const { api, page } = stage;
    const { exampleAttempt } = await import('@drydock/model/testing');
    api.others.push({ ...exampleAttempt({ id: 'other', lab: 'first-pod' }), holdsPlace: true });
    await open();
    await run('1').click();
    await expect.poll(() => api.playground.current?.id).toBe('p1');
    const queue = { place: 1, waiting: 1 };
    api.playground.emit({ type: 'step', step: { id: 'queue', title: 'Waiting', state: 'running', queue } });
    await page.getByRole('button', { name: 'End Your first Pod' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End lab' }).click();
    await expect.poll(() => api.others.length).toBe(0);
    const problem = { code: 'start_failed', message: 'Docker is gone.', fix: 'Start it.' };
    api.playground.emit({ type: 'state', state: 'failed', problem });
    await page.getByText('Docker is gone.').waitFor();
    await run('1').waitFor();
    await page.getByRole('button', { name: 'Get a new cluster' }).click();
    await page.getByText('Cluster is starting').first().waitFor();
  });

  test('the bar gives one more hour, asks before Reset and End, and is gone after an end', async () => {
    const { api, page } = stage;
    await openReady();
    const bar = page.getByRole('region', { name: 'Your cluster for the lessons' });
    await bar.getByText('4 h').waitFor();
    await bar.getByRole('button', { name: 'One more hour' }).click();
    await expect.poll(() => api.playground.current?.extensionsLeft).toBe(1);
    await bar.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await bar.getByRole('button', { name: 'End' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click();
    await page.getByText('Your cluster has ended.').waitFor();
    await run('1').click();
    await expect.poll(() => api.playground.current?.state).toBe('queued');
    await cell('1').getByText('Runs as soon as your cluster is ready').waitFor();
    await page.getByRole('button', { name: 'Cancel the start' }).click();
    await run('1').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('.desk').waitFor({ state: 'detached' });
    expect(api.playground.current?.state).toBe('ended');
  });

  const openTerminal = async () => {
    const terminal = await withTerminal();
    await openReady();
    await stage.page.getByRole('region', { name: 'Your cluster for the lessons' }).getByText('Terminal').click();
    await stage.page.locator('.terminal-view[data-phase=live]').waitFor();
    await expect.poll(() => stage.api.requests).toContain('GET /driver');
    return terminal;
  };

  test('the terminal has a shell on the node', async () => {
    const { page } = stage;
    const terminal = await openTerminal();
    await page.getByRole('button', { name: '+ Node shell' }).click();
    await page.getByRole('tab', { name: 'Node shell 1', selected: true }).waitFor();
    await expect.poll(() => terminal.asked).toContainEqual({ terminal: 'node-1', kind: 'node' });
  });

  test('the terminal offers no shell on a node where the driver has none', async () => {
    const { api, page } = stage;
    api.playground.driver = { hasNodeShells: false };
    await openTerminal();
    expect(await page.getByRole('button', { name: '+ Node shell' }).count()).toBe(0);
  });

  test('the terminal opens on demand, is on the next lesson too without taking the focus, and its place is remembered', async () => {
    const { page } = stage;
    const terminal = await withTerminal();
    await openReady();
    expect(await page.locator('.dock').count()).toBe(0);
    const bar = page.getByRole('region', { name: 'Your cluster for the lessons' });
    await bar.getByRole('button', { name: 'Terminal' }).click();
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.dock') !== null)).toBe(true);
    await bar.getByRole('button', { name: 'Beside the text' }).click();
    await page.locator('.desk[data-side=beside]').waitFor();
    const [text, dock] = await Promise.all([
      page.locator('.cell').first().boundingBox(),
      page.locator('.dock').boundingBox(),
    ]);
    expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(dock?.x ?? 0);
    await open('en/kitchen/stew');
    await page.locator('.desk[data-side=beside] .terminal-view[data-phase=live]').waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.locator('.code-bar').getByRole('button', { name: 'Copy to terminal' }).click();
    terminal.print(`${esc}[?2004h$ `);
    await expect.poll(() => terminal.typed()).toContain('kubectl get pods');
    await bar.getByRole('button', { name: 'Terminal' }).click();
    await open();
    await bar.waitFor();
    expect(await page.locator('.dock').count()).toBe(0);
  });

  test('a cell that waits for keys is typed into the terminal, which gets its cluster first; Run all above leaves it out', async () => {
    const { api, page } = stage;
    const terminal = await withTerminal();
    await open();
    await cell('4').getByRole('button', { name: 'Open cell 4 in the terminal' }).click();
    await expect.poll(() => api.playground.current?.id).toBe('p1');
    api.playground.ready();
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    terminal.print(`${esc}[?2004h$ `);
    await expect.poll(() => terminal.typed()).toContain('kubectl exec -it -n kitchen soup -- sh');
    expect(asked()).toEqual([]);
    await cell('5').locator('summary').click();
    await cell('5').getByRole('button', { name: 'Run all cells above' }).click();
    await expect.poll(() => asked().map((each) => each.slice(0, 1))).toEqual(['1', '2', '3']);
  });

  test('a terminal that is there late does not take the focus from a student who has gone on', async () => {
    const { page } = stage;
    await withTerminal();
    let go: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (go = resolve));
    await page.route(/\/api\/playgrounds\/[^/]+\/terminals$/, async (route) => {
      await late;
      await route.fallback();
    });
    await openReady();
    await page
      .getByRole('region', { name: 'Your cluster for the lessons' })
      .getByRole('button', { name: 'Terminal' })
      .click();
    await run('1').focus();
    go();
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell'))).toBe(
      '1',
    );
  });
}
