import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '@drydock/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../build.ts';
import { brokenAddresses } from '../src/testing/addresses.ts';
import { testAttempts } from './attempts.ts';
import { testConsole } from './console.ts';
import { testFeedback } from './feedback.ts';
import { testLanguage } from './language.ts';
import { testLayout } from './layout.ts';
import { testReading } from './reading.ts';
import { testRecordings } from './recordings.ts';
import { testResults } from './results.ts';
import { testResume } from './resume.ts';
import { testCodeBlocks } from './code-blocks.ts';
import { againAfterCut, openStage } from '../src/testing/stage.ts';
import { testTerminalKeys } from './terminals/keys.ts';
import { testPasting } from './terminals/pasting.ts';
import { testTerminalRoom } from './terminals/room.ts';
import { testTerminalTabs } from './terminals/tabs.ts';
import { testTime } from './time.ts';
import { testAsleep } from './asleep.ts';
import { testView } from './view.ts';

/** A whole small site, under a path of its own: built once, read as files, then opened in a browser in front of a scripted API. */
const base = '/k8s';
const directory = mkdtempSync(join(tmpdir(), 'drydock-site-'));
const steps: Step[] = [];

beforeAll(async () => {
  await buildSite({
    outDirectory: directory,
    config: 'fixtures/small/astro.config.ts',
    base,
    onStep: (step) => steps.push(step),
  });
}, 900_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the built files', () => {
  test('the build tells its progress as one step and ends it', () => {
    expect(new Set(steps.map(({ id }) => id))).toEqual(new Set(['site']));
    expect(steps.at(-1)).toMatchObject({ state: 'done' });
  });

  test('no expression, expected value, hint or solution of a lab is in any of them', () => {
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(20);
    const leaks = files.filter((file) =>
      /SECRET|137Mi|status\.PROBE|size\(items\)/.test(readFileSync(join(file.parentPath, file.name), 'latin1')),
    );
    expect(leaks.map(({ name }) => name)).toEqual([]);
    expect(readFileSync(join(directory, 'en/labs/first-pod/index.html'), 'utf8')).toContain('It requests memory');
  });

  test('every lesson has a page in both languages; one not written says so', () => {
    for (const path of ['en/objects/kubectl', 'zh/resources/cpu'])
      expect(existsSync(join(directory, path, 'index.html'))).toBe(true);
    expect(readFileSync(join(directory, 'zh/resources/cpu/index.html'), 'utf8')).toContain('这一课还没有写好');
    expect(readFileSync(join(directory, 'en/resources/memory/index.html'), 'utf8')).toContain('throttled');
  });

  test('every address in a page is under the path of the site, and is there', () => {
    expect(brokenAddresses(directory, base)).toEqual([]);
  });

  test('pages name no other host', () => {
    const html = readFileSync(join(directory, 'zh/labs/first-pod/index.html'), 'utf8');
    expect([...html.matchAll(/(?:src|href)="(https?:)?\/\/[^"]*"/g)].map(([whole]) => whole)).toEqual([]);
  });
});

describe('the pages in a browser', { timeout: 60_000, retry: againAfterCut }, () => {
  const stage = openStage(directory, base);

  test('the root page goes to the language of the browser', async () => {
    const { api, browser, page } = stage;
    await page.goto(`${api.url}/`);
    await page.waitForURL('**/en/');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const chinese = await browser.newPage({ locale: 'zh-CN' });
    await chinese.goto(`${api.url}/`);
    await chinese.waitForURL('**/zh/');
    await chinese.close();
  });

  test('a quiz answers at once with the reason and remembers the answer', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/resources/memory/`);
    await page.getByText('It is killed', { exact: true }).click();
    await page.getByText('Only memory is cut off by killing.').waitFor();
    await page.getByText('Not quite.').waitFor();
    await page.reload();
    await page.getByText('Only memory is cut off by killing.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('It is throttled', { exact: true }).click();
    await page.getByText('Right.').waitFor();
    await expect.poll(() => api.progress.quizzes['q42']).toMatchObject({ choice: 1, correct: true });
  });

  test('an answer chosen before the script of the page is there counts', async () => {
    const { api, page } = stage;
    const script = Promise.withResolvers<void>();
    await page.route('**/*.js', async (route) => {
      await script.promise;
      await route.continue();
    });
    await page.goto(`${api.url}/en/resources/memory/`, { waitUntil: 'commit' });
    await page.getByText('It is killed', { exact: true }).click();
    script.resolve();
    await page.getByText('Only memory is cut off by killing.').waitFor();
    await expect.poll(() => api.progress.quizzes['q42']).toMatchObject({ choice: 0, correct: false });
  });

  test('a lesson read to its end counts, and the home page goes on from there', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/resources/memory/`);
    await page.locator('.lesson-end').scrollIntoViewIfNeeded();
    await expect.poll(() => api.progress.lessons).toEqual({ 'resources/memory': 'read' });
    await page.goto(`${api.url}/en/`);
    await page.getByRole('link', { name: /Next lab.*Your first Pod/ }).waitFor();
    await page.getByText('1/3').waitFor();
  });

  test('a lesson opened on another device is where the home page goes on; a lab that is under way comes first', async () => {
    const { api, page } = stage;
    api.progress.last = { lesson: 'resources/memory', at: '2026-11-27T00:00:00Z' };
    await page.goto(`${api.url}/en/`);
    await page.getByRole('link', { name: /Last read.*6\.2 Memory/ }).waitFor();
    api.progress.labs['first-pod'] = { best: null, attempt: 'a1' };
    await page.reload();
    await page.getByRole('link', { name: /Lab in progress.*Your first Pod/ }).waitFor();
    expect(await page.locator('.continue a').first().getAttribute('href')).toBe(`${base}/en/labs/first-pod/`);
  });

  test('progress counts lessons, questions and labs, and only what is written', async () => {
    const { api, page } = stage;
    const bar = page.getByRole('progressbar');
    await page.goto(`${api.url}/en/`);
    await bar.and(page.locator('[max="3"][value="0"]')).waitFor();
    api.progress.lessons['resources/memory'] = 'read';
    api.progress.quizzes['q42'] = { choice: 0, correct: false, at: '2026-11-27T00:00:00Z' };
    await page.reload();
    await bar.and(page.locator('[value="1"]')).waitFor();
    api.progress.quizzes['q42'].correct = true;
    const best = { id: 's', at: '2026-11-27T00:00:00Z', points: 2, maxPoints: 3 };
    api.progress.labs['first-pod'] = { best, attempt: null };
    await page.reload();
    await bar.and(page.locator('[value="2"]')).waitFor();
    api.progress.labs['first-pod'] = { best: { ...best, points: 3 }, attempt: null };
    await page.reload();
    await bar.and(page.locator('[value="3"]')).waitFor();
    expect(await bar.count()).toBe(1);
  });

  test('a newcomer who wants a cluster is one click from Start; what is not written is folded away and linked by nothing', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/`);
    const planned = page.locator('.planned');
    expect(await planned.getByText('Kubectl fluency').or(planned.getByText('kubectl fluency')).isVisible()).toBe(false);
    expect(await page.locator('a[href*="objects/kubectl"], a[href*="resources/cpu"]').count()).toBe(0);
    await page.getByRole('link', { name: 'With a cluster of your own' }).click();
    await page.getByRole('button', { name: 'Start lab' }).waitFor();
    await page.goto(`${api.url}/en/resources/memory/`);
    expect(await page.locator('a[href*="objects/kubectl"], a[href*="resources/cpu"]').count()).toBe(0);
    expect(await page.locator('.pagination-links').innerText()).toContain('Your first Pod');
  });

  test('the divider moves by keyboard and pointer and is remembered', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await page.waitForFunction(() => !document.querySelector('astro-island[ssr]'));
    const divider = page.getByRole('separator', { name: 'Width of the tasks pane' });
    await divider.focus();
    await page.keyboard.press('End');
    await page.locator('[role=separator][aria-valuenow="75"]').waitFor();
    await page.reload();
    await page.locator('[role=separator][aria-valuenow="75"]').waitFor();
    const [text, all] = await Promise.all([
      page.locator('#lab-text').boundingBox(),
      page.locator('.panes').boundingBox(),
    ]);
    expect((text?.width ?? 0) / (all?.width ?? 1)).toBeCloseTo(0.75, 2);
    const grip = await divider.boundingBox();
    await page.mouse.move((grip?.x ?? 0) + 0.5, 400);
    await page.mouse.down();
    await page.mouse.move((all?.x ?? 0) + (all?.width ?? 0) / 2, 420, { steps: 4 });
    await page.mouse.up();
    await page.locator('[role=separator][aria-valuenow="50"]').waitFor();
  });

  test('on a phone the panes are tabs and nothing scrolls sideways', async () => {
    const { api, page } = stage;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByRole('heading', { name: '第一个 Pod' }).waitFor();
    await page.waitForFunction(() => !document.querySelector('astro-island[ssr]'));
    await page.getByRole('tab', { name: '终端' }).click();
    await page.getByRole('button', { name: '开始实验' }).waitFor();
    expect(await page.locator('.lab-page h1').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });

  testAttempts(stage);
  testFeedback(stage);
  testResults(stage);
  testResume(stage);
  testTime(stage);
  testCodeBlocks(stage);
  testLanguage(stage);
  testLayout(stage);
  testReading(stage);
  testRecordings(stage);
  testConsole(stage);
  testPasting(stage);
  testTerminalKeys(stage);
  testTerminalTabs(stage);
  testTerminalRoom(stage);
  testView(stage);
  testAsleep(stage);
});
