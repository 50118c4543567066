import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AxeBuilder } from '@axe-core/playwright';
import { fakeTerminal } from '../src/testing/fake-terminal.ts';
import type { Stage } from '../src/testing/stage.ts';
import { alive, complaintsOf } from './console.ts';

const esc = '\u001b';

/** Cells of a lesson in front of a scripted API. */
export function testCells(stage: Stage): void {
  const cell = (id: string) => stage.page.locator(`[data-cell="${id}"]`);
  const run = (id: string) => cell(id).getByRole('button', { name: /^(Run|运行)/ });
  const open = async (path = 'en/kitchen/soup') => {
    await stage.page.goto(`${stage.api.url}/${path}/`);
    await alive(stage.page);
  };
  /** Opens the lesson with a cluster that is ready. */
  const openReady = async (path?: string) => {
    stage.api.playground.answer('POST', '/playgrounds', { profile: 'one-node' });
    stage.api.playground.ready();
    await open(path);
    await stage.page.getByText(/Cluster ready|集群就绪/).waitFor();
  };
  const withTerminal = async () => {
    await stage.page.addInitScript(() => localStorage.setItem('drydock.terminal', '{"renderer":"dom"}'));
    return fakeTerminal(stage.page);
  };
  /** An output makes room for itself: what is below it moves until then. */
  const ended = (id: string) => cell(id).locator('.cell-status:is([data-state="done"], [data-state="bad"])').waitFor();
  const asked = () => stage.api.playground.asked.map(({ cell: id, source }) => `${id} ${source}`);

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

  test('a manifest is applied and compared as a file; an edit is kept, brought along by the cells below, marked, completed, checked and restored', async () => {
    const { api, page } = stage;
    await openReady();
    const editor = cell('2').locator('.cm-content');
    expect(await editor.count()).toBe(0);
    await cell('2')
      .getByRole('button', { name: 'Diff' })
      .or(cell('2').getByRole('button', { name: /what applying/ }))
      .click();
    await expect.poll(() => api.playground.asked.at(-1)?.source).toBe('kubectl diff -f soup.yaml || [ $? = 1 ]');
    expect(api.playground.asked.at(-1)?.file?.name).toBe('soup.yaml');
    api.playground.begin('2');
    api.playground.end('2', 0);
    await ended('2');
    await cell('2').getByRole('button', { name: 'Edit soup.yaml' }).click();
    await editor.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nima');
    await page.getByRole('option', { name: /imagePullPolicy/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('gee: x');
    await cell('2').locator('.cm-lintRange').waitFor();
    await cell('2').getByText('edited', { exact: true }).waitFor();
    await cell('2').getByText('The cell has changed since this output.').waitFor();
    await expect.poll(() => api.playground.kept.get('kitchen/soup 2')?.edited).toContain('imagee: x');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null)).toBe(true);
    await editor.focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => api.playground.asked.at(-1)).toMatchObject({ source: 'kubectl apply -f soup.yaml' });
    expect(api.playground.asked.at(-1)?.file?.text).toContain('imagee: x');
    api.playground.begin('2');
    api.playground.end('2', 1);
    await ended('2');
    await run('3').click();
    await expect.poll(() => api.playground.asked.at(-1)?.cell).toBe('3');
    expect(api.playground.asked.at(-1)?.manifests).toMatchObject([
      { name: 'soup.yaml', text: expect.stringContaining('imagee: x') },
    ]);
    await open();
    await editor.getByText('imagee').waitFor();
    await cell('2').getByRole('button', { name: 'Restore soup.yaml' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => editor.innerText()).not.toContain('imagee');
    await expect.poll(() => api.playground.kept.get('kitchen/soup 2')?.edited).toBe(null);
  });

  test('the top of a lesson says how long it takes, what to read before and what one can do afterwards', async () => {
    const { page } = stage;
    await open();
    await page.getByText('12 min').waitFor();
    await page.getByText('start a Pod from a manifest').waitFor();
    expect(await page.getByText('Read first:').getByRole('link').getAttribute('href')).toBe('/en/kitchen/menu/');
    await open('en/kitchen/stew');
    expect(await page.locator('.objectives').count()).toBe(0);
  });

  test('answers are where this student had them, and after a right one all reasons are open', async () => {
    const { page } = stage;
    await open();
    const order = () => page.locator('dd-quiz .answer').allInnerTexts();
    const before = await order();
    expect(before.toSorted()).toEqual(['It makes two Pods', 'It starts the Pod again', 'Nothing']);
    await open();
    expect(await order()).toEqual(before);
    const orders = new Set<string>();
    for (let seed = 1; seed <= 8; seed += 1) {
      await page.evaluate((value) => localStorage.setItem('drydock.quiz-seed', String(value)), seed);
      await open();
      orders.add((await order()).join());
    }
    expect(orders.size).toBeGreaterThan(1);
    await page.getByText('It makes two Pods', { exact: true }).click();
    expect(await page.locator('dd-quiz .reason:visible').count()).toBe(1);
    await page.getByText('Nothing', { exact: true }).click();
    await expect.poll(() => page.locator('dd-quiz .reason:visible').count()).toBe(3);
    await page.reload();
    await expect.poll(() => page.locator('dd-quiz .reason:visible').count()).toBe(3);
  });

  test('a lesson is taken away as a notebook with the outputs of the student, and printed without buttons', async () => {
    const { api, page } = stage;
    await openReady();
    await run('1').click();
    await expect.poll(asked).toHaveLength(1);
    api.playground.begin('1');
    api.playground.print('1', 'mine\n');
    api.playground.end('1', 0);
    await cell('1').getByText('mine').waitFor();
    const button = page.getByRole('button', { name: 'Download as a notebook (.ipynb)' });
    await button.scrollIntoViewIfNeeded();
    await alive(page);
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toBe('kitchen-soup.ipynb');
    const notebook = readFileSync(await download.path(), 'utf8');
    expect(JSON.parse(notebook)).toMatchObject({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: 'bash' } },
    });
    expect(notebook).toContain('mine');
    expect(notebook).toContain('pod/soup created');
    expect(notebook).not.toContain('namespace/kitchen created');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.cell-bar:visible, .desk:visible, .take-away:visible').count()).toBe(0);
    expect(await cell('1').getByText('mine').isVisible()).toBe(true);
  });

  test('a lesson without cells asks for nothing and shows nothing of this', async () => {
    const { api, page } = stage;
    api.playground.answer('POST', '/playgrounds', { profile: 'one-node' });
    api.playground.ready();
    await open('en/kitchen/menu');
    await page.getByText('Only to read.').first().waitFor();
    expect(await page.locator('.cell, .desk').count()).toBe(0);
    expect(api.requests.filter((each) => /playgrounds|\/cells/.test(each))).toEqual([]);
  });

  for (const [language, scheme, width] of [
    ['en', 'dark', 1280],
    ['zh', 'light', 1280],
    ['en', 'light', 390],
    ['zh', 'dark', 390],
  ] as const) {
    test(`${language}, ${scheme}, ${width} px: no finding of axe, nothing scrolls sideways, no word in the console`, async () => {
      const { api, page } = stage;
      const complaints = complaintsOf(page);
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme: scheme });
      await openReady(`${language}/kitchen/soup`);
      await run('1').click();
      await expect.poll(asked).toHaveLength(1);
      api.playground.begin('1');
      const colours = [30, 31, 32, 33, 34, 35, 36, 90, 7, 41].map((code) => `${esc}[${code}mcolour ${code}${esc}[0m`);
      api.playground.print('1', `${colours.join('\n')}\n`);
      api.playground.end('1', 1);
      await ended('1');
      await run('3').click();
      await expect.poll(asked).toHaveLength(2);
      api.playground.begin('3');
      api.playground.print('3', `NAME   READY   STATUS\n${'soup-with-a-very-long-name-'.repeat(6)}\n`);
      await cell('3').getByText('NAME').waitFor();
      await cell('2').locator('figure pre').click();
      await cell('2').locator('.cm-content').waitFor();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\nimagee: x');
      await cell('2').locator('.cm-lintRange').waitFor();
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
        .toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}
