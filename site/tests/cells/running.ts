import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { readerOf } from './reader.ts';

const esc = '\u001b';

/** Runs of cells. */
export function testRunning(stage: Stage): void {
  const { cell, run, open, openReady, asked } = readerOf(stage);

  test('reading never makes a cluster; the first Run does, shows its steps, then runs', async () => {
    const { api, page } = stage;
    await open();
    await cell('1').getByText('namespace/kitchen created').waitFor();
    await page.locator('.lesson-end').scrollIntoViewIfNeeded();
    expect(api.playground.current).toBeNull();
    expect(await page.locator('.desk').count()).toBe(0);
    await run('1').click();
    await page.getByRole('heading', { name: 'Getting your cluster' }).waitFor();
    await cell('1').getByText('Runs as soon as your cluster is ready').waitFor();
    const step = { id: 'claim', title: 'Claiming a cluster', state: 'running' } as const;
    api.playground.emit({ type: 'step', step });
    await page.getByRole('log').getByText('Claiming a cluster').waitFor();
    api.playground.ready();
    await page.getByText('Cluster ready').waitFor();
    await expect.poll(asked).toEqual(['1 kubectl create namespace kitchen']);
    expect(api.requests.filter((each) => each === 'POST /playgrounds')).toHaveLength(1);
  });

  test('a part of the script that the network cut is asked for again, and the run goes on', async () => {
    const { api, page } = stage;
    let cuts = 2;
    await page.route(/\/Desk\.[\w-]+\.js/u, (route) =>
      cuts-- > 0 ? route.abort('connectionreset') : route.continue(),
    );
    await open();
    await run('1').click();
    await page.getByRole('heading', { name: 'Getting your cluster' }).waitFor();
    expect(cuts).toBeLessThan(0);
    api.playground.ready();
    await expect.poll(asked).toEqual(['1 kubectl create namespace kitchen']);
  });

  test('output streams in with its colours, as text and never as HTML; then the exit code and the time', async () => {
    const { api, page } = stage;
    await openReady();
    await run('1').click();
    await cell('1').getByText('Runs as soon as').waitFor();
    api.playground.begin('1');
    await cell('1').getByText('Running').waitFor();
    api.playground.print('1', `${esc}[31mred ${esc}[1`);
    await cell('1').locator('.ansi-red', { hasText: 'red' }).waitFor();
    api.playground.print('1', `mbold${esc}[0m <img src=x onerror=alert(1)>\n`);
    await cell('1').getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await cell('1').locator('.cell-text img').count()).toBe(0);
    expect(await cell('1').locator('.cell-example').isVisible()).toBe(false);
    api.playground.end('1', 3);
    await cell('1').getByText('Ended with exit code 3').waitFor();
    await cell('1').getByText('[1]').waitFor();
    await page.getByText('Cell 1 ended with exit code 3.').waitFor();
    await cell('1').getByRole('button', { name: 'Clear the output' }).click();
    await cell('1').getByText('namespace/kitchen created').waitFor();
    expect(api.playground.kept.get('kitchen/soup 1')?.output).toEqual([]);
  });

  test('what the server keeps is there after a reload, in both languages, and goes on streaming', async () => {
    const { api } = stage;
    await openReady();
    await run('5').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('5');
    api.playground.print('5', 'one\n');
    await open('zh/kitchen/soup');
    await cell('5').getByText('运行中').waitFor();
    await cell('5').getByText('one').waitFor();
    api.playground.print('5', 'two\n');
    await cell('5').getByText('two').waitFor();
    expect(await cell('5').locator('.cell-text').innerText()).toBe('one\ntwo\n');
    api.playground.cut();
    api.playground.print('5', 'three\n');
    await cell('5').getByText('three').waitFor();
    expect(await cell('5').locator('.cell-text').innerText()).toBe('one\ntwo\nthree\n');
    await cell('5').getByRole('button', { name: '停止' }).click();
    await cell('5').getByText('已停止').waitFor();
  });

  test('offline for a while, the page says so and keeps what it has; then all of it is there, and how it ended', async () => {
    const { api, page } = stage;
    await openReady();
    await run('1').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('1');
    api.playground.print('1', 'before\n');
    await cell('1').getByText('before').waitFor();
    api.cut(true);
    api.playground.cut();
    await page.getByText('Connecting to the server').first().waitFor();
    api.playground.print('1', 'meanwhile\n');
    api.playground.end('1', 3);
    expect(await cell('1').locator('.cell-text').innerText()).toBe('before\n');
    api.cut(false);
    await page.getByRole('button', { name: 'Try now' }).click();
    await cell('1').getByText('meanwhile').waitFor();
    expect(await cell('1').locator('.cell-text').innerText()).toBe('before\nmeanwhile\n');
    await page.getByText('Cell 1 ended with exit code 3.').waitFor();
  });

  test('an output of other text or of another cluster says so in words', async () => {
    const { api } = stage;
    await openReady();
    await run('1').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('1');
    api.playground.print('1', 'done\n');
    api.playground.end('1', 0);
    const kept = api.playground.kept.get('kitchen/soup 1');
    if (!kept?.run) throw new Error('nothing is kept');
    await cell('1').locator('.cell-text').getByText('done').waitFor();
    expect(await cell('1').locator('.cell-stale').count()).toBe(0);
    api.playground.kept.set('kitchen/soup 1', { ...kept, run: { ...kept.run, source: 'kubectl create ns soup' } });
    const before = api.requests.length;
    await open();
    await cell('1').getByText('The cell has changed since this output.').waitFor();
    // The stream has begun by then, and what is kept was asked for once by each page.
    await run('5').click();
    await expect.poll(asked).toHaveLength(2);
    api.playground.begin('5');
    await cell('5').getByRole('button', { name: 'Stop' }).waitFor();
    const count = (request: string) => api.requests.slice(before).filter((each) => each === request).length;
    expect(count('GET /lessons/kitchen/soup/cells')).toBe(count('GET /playgrounds'));
    api.playground.kept.set('kitchen/soup 1', { ...kept, run: { ...kept.run, playground: 'p0' } });
    await open();
    await cell('1').getByText('This output is from another cluster.').waitFor();
  });

  test('a flood says what was left out, and the box follows its end until its reader scrolls up', async () => {
    const { api } = stage;
    await openReady();
    await run('1').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('1');
    const box = cell('1').locator('.cell-text');
    const isAtEnd = () => box.evaluate((pre) => pre.scrollHeight - pre.scrollTop - pre.clientHeight < 24);
    api.playground.print('1', 'head\n'.repeat(200));
    await expect.poll(isAtEnd).toBe(true);
    api.playground.drop('1', 3_000_000);
    api.playground.print('1', 'tail\n');
    await cell('1').getByText('2930 KiB of output were left out here').waitFor();
    await expect.poll(isAtEnd).toBe(true);
    await box.focus();
    await stage.page.keyboard.press('Home');
    await expect.poll(isAtEnd).toBe(false);
    api.playground.print('1', 'last\n');
    await cell('1').getByText('last').waitFor();
    expect(await isAtEnd()).toBe(false);
    expect((await box.boundingBox())?.height).toBeLessThan(500);
  });

  test('with the keyboard alone: Shift+Enter runs and goes on; Run all above runs them in order, those waiting say their place', async () => {
    const { page } = stage;
    await openReady();
    await run('1').focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(asked).toEqual(['1 kubectl create namespace kitchen']);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell')))
      .toBe('2');
    const more = cell('3').locator('summary[aria-label="More for cell 3"]');
    await more.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await cell('3').getByRole('button', { name: 'Run all cells above' }).isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked().map((each) => each.slice(0, 1))).toEqual(['1', '2']);
    await cell('2').getByText('Waiting: 1 cell is before it').waitFor();
  });

  test('what the API refuses is said at the cell, and can be tried again', async () => {
    const { api } = stage;
    await openReady();
    api.failNext('POST /playgrounds/p1/cells', 409, 'too_many', 'Too many cells are waiting.', 'Stop one.');
    await run('1').click();
    await cell('1').getByText('Too many cells are waiting.').waitFor();
    await cell('1').getByRole('button', { name: 'Try again' }).click();
    await expect.poll(asked).toHaveLength(1);
  });
}
