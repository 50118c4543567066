import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terminalProtocol, type Step, type Verdict } from '@drydock/model';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildSite } from '../build.ts';
import { serveFake, type FakeApi } from './fake-api.ts';

/** A whole small site: built once, read as files, then opened in a browser in front of a scripted API. */
const directory = mkdtempSync(join(tmpdir(), 'drydock-site-'));
const steps: Step[] = [];
const lab = { id: 'first-pod', points: 3 };
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

beforeAll(async () => {
  await buildSite({
    outDirectory: directory,
    config: 'fixtures/small/astro.config.ts',
    onStep: (step) => steps.push(step),
  });
}, 180_000);
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

  test('pages name no other host', () => {
    const html = readFileSync(join(directory, 'zh/labs/first-pod/index.html'), 'utf8');
    expect([...html.matchAll(/(?:src|href)="(https?:)?\/\/[^"]*"/g)].map(([whole]) => whole)).toEqual([]);
  });
});

describe('the pages in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let api: FakeApi;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    if (!program) throw new Error('No browser found. Install one: apt-get install -y chromium');
    const args = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ];
    browser = await chromium.launch({ executablePath: program, args });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    api = await serveFake(directory, lab);
    page = await browser.newPage({ locale: 'en-US' });
    errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
  });
  afterEach(async () => {
    await page.close();
    await api.close();
    if (errors.length > 0) throw new Error(`The page threw: ${errors.join('; ')}`);
  });

  const check = (id: string) => page.locator(`[data-check=${id}]`);
  const outcome = async (id: string, wanted: string) =>
    check(id)
      .and(page.locator(`[data-outcome=${wanted}]`))
      .waitFor();
  const verdict = (key: string, result: Verdict['outcome']): Verdict => {
    const [task = '', id = ''] = key.split('/');
    const message = { en: 'Pod demo asks for 64Mi.', zh: 'Pod demo 只请求 64Mi。' };
    return {
      task,
      check: id,
      outcome: result,
      pending: false,
      message,
      expected: { en: 'at least `100Mi`', zh: '至少 `100Mi`' },
      actual: '64Mi',
      at: new Date().toISOString(),
    };
  };
  async function startLab(): Promise<void> {
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await page.getByText('Waiting for a cluster').first().waitFor();
    if (!api.attempt) throw new Error('the page did not start an attempt');
    const now = new Date().toISOString();
    api.emit({
      type: 'attempt',
      attempt: { ...api.attempt, state: 'ready', readyAt: now, expiresAt: now, parameters: { token: 'k3j9' } },
    });
    await page.getByText('Cluster ready').waitFor();
  }

  test('the root page goes to the language of the browser', async () => {
    await page.goto(`${api.url}/`);
    await page.waitForURL('**/en/');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const chinese = await browser.newPage({ locale: 'zh-CN' });
    await chinese.goto(`${api.url}/`);
    await chinese.waitForURL('**/zh/');
    await chinese.close();
  });

  test('the steps of a start are shown as they come, then the tasks tick and parameters are filled in', async () => {
    await page.goto(`${api.url}/en/labs/first-pod/`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await page.getByText('Waiting for a cluster').first().waitFor();
    api.emit({ type: 'state', state: 'starting', problem: null });
    api.emit({ type: 'step', step: { id: 'nodes', title: 'Starting the nodes', state: 'running' } });
    await page.getByRole('listitem').filter({ hasText: 'Starting the nodes: running' }).waitFor();
    await page.locator('[data-parameter=token]').first().waitFor();
    expect(await page.locator('p', { hasText: 'Your token is' }).innerText()).toContain('Your token is token');
    if (!api.attempt) throw new Error('no attempt');
    api.emit({ type: 'attempt', attempt: { ...api.attempt, state: 'ready', parameters: { token: 'k3j9' } } });
    await page.getByText('Your token is k3j9').waitFor();
    expect(await page.locator('.expressive-code').first().innerText()).toContain('lab-k3j9');
    await outcome('ready', 'waiting');
    await page.getByText('It is Ready for k3j9').waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass'), verdict('run/request', 'fail')], points: 0 });
    await outcome('ready', 'pass');
    await outcome('request', 'waiting');
    await page.getByRole('status').filter({ hasText: 'Passed: It is Ready' }).waitFor({ state: 'attached' });
  });

  test('Check shows what was expected and what is there; hints come one at a time; a reload keeps both', async () => {
    await startLab();
    api.judge([verdict('run/request', 'fail'), verdict('run/ready', 'pass'), verdict('delete/gone', 'inconclusive')]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    await outcome('gone', 'inconclusive');
    expect(await check('request').innerText()).toMatch(/expected\s+at least 100Mi\s+actual\s+64Mi/);
    await page.getByRole('button', { name: 'Show a hint: It requests memory' }).click();
    await check('request').getByText('Hint number 1').waitFor();
    await page.getByRole('button', { name: 'Next hint: It requests memory' }).click();
    await check('request').getByText('Hint number 2').waitFor();
    expect(await check('request').getByRole('button').count()).toBe(0);
    await page.reload();
    await outcome('request', 'fail');
  });

  test('a submission shows points per task and is there after a reload, in the other language too', async () => {
    await startLab();
    api.judge([verdict('run/request', 'pass'), verdict('run/ready', 'pass'), verdict('delete/gone', 'pass')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    const result = page.getByRole('region', { name: 'Submitted' });
    await result.getByText('3 / 3 points').first().waitFor();
    expect(await result.innerText()).toMatch(
      /Run the Pod\s*: passed\s+2 \/ 2 points\s+●\s+Delete it\s*: passed\s+1 \/ 1 points/,
    );
    await page.reload();
    await result.getByText('3 / 3 points').first().waitFor();
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByRole('region', { name: '已提交' }).getByText('3 / 3 分').first().waitFor();
    await page.goto(`${api.url}/zh/resources/memory/`);
    await page.getByText('最好成绩：3 / 3 分').waitFor();
  });

  test('after a submission a solution can be opened, not before; a course that keeps it locked says so', async () => {
    await startLab();
    const solution = page.locator('details.solution');
    expect(await solution.count()).toBe(0);
    api.judge([verdict('run/request', 'fail')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    api.failNext('/solution', 403, 'forbidden', 'The solution of first-pod is still locked.', 'Get full points.');
    await solution.getByText('A solution', { exact: true }).click();
    await solution.getByText('The solution is still locked.').waitFor();
    await solution.getByText('A solution', { exact: true }).click();
    await solution.getByText('A solution', { exact: true }).click();
    await solution.getByText('Type kubectl run.').waitFor();
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await solution.getByText('参考解法', { exact: true }).click();
    await solution.getByText('输入 kubectl run。').waitFor();
  });

  test('an action that failed says what happened and what to do, and can be tried again', async () => {
    await startLab();
    api.failNext('/check', 503, 'cluster_unreachable', 'The cluster does not answer.', 'Wait a moment and try again.');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    const notice = page.getByText('The cluster does not answer. Wait a moment and try again.');
    await notice.waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(api.requests.filter((request) => request.endsWith('/check'))).toHaveLength(2);
  });

  test('what is only read is asked again by itself when the network fails', async () => {
    let cuts = 2;
    await page.route('**/api/progress', (route) => (cuts-- > 0 ? route.abort('connectionreset') : route.continue()));
    await startLab();
    expect(cuts).toBeLessThan(0);
  });

  test('a lost event stream is said and comes back by itself with what was missed', async () => {
    await startLab();
    api.cut(true);
    await page.getByRole('button', { name: 'Try now' }).first().waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass')], points: 1 });
    await outcome('ready', 'waiting');
    api.cut(false);
    await outcome('ready', 'pass');
    await page.locator('.notice').waitFor({ state: 'detached' });
    expect(await page.getByText('Cluster ready').isVisible()).toBe(true);
  });

  test('a lost cluster says so and Reset gets a new one; an attempt the server forgot leads back to the start', async () => {
    await startLab();
    const problem = { code: 'sandbox_lost', message: 'The cluster was deleted.', fix: 'Get a new one.' };
    api.emit({ type: 'state', state: 'lost', problem });
    await page.getByText('The cluster was deleted. Get a new one.').waitFor();
    await page.getByRole('button', { name: 'Get a new cluster' }).click();
    await page.getByText('Lab is being set up').first().waitFor();
    expect(api.requests.filter((request) => request.endsWith('/reset'))).toHaveLength(1);
    api.forget();
    await page.getByText('There is no such attempt.').waitFor();
    expect(await page.getByRole('button', { name: 'Start lab' }).isEnabled()).toBe(true);
  });

  test('an ended attempt keeps its result, stops asking for events and can be started again', async () => {
    await startLab();
    api.judge([verdict('run/request', 'pass'), verdict('run/ready', 'fail')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('region', { name: 'Submitted' }).waitFor();
    await page.getByRole('button', { name: 'End lab' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End lab' }).click();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
    expect(await page.getByRole('region', { name: 'Submitted' }).innerText()).toContain('1 / 3 points');
    expect(await page.locator('.notice').count()).toBe(0);
  });

  test('Reset asks first and forgets what was judged', async () => {
    await startLab();
    api.judge([verdict('run/request', 'fail'), verdict('run/ready', 'fail')]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(api.requests.some((request) => request.endsWith('/reset'))).toBe(false);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await outcome('request', 'waiting');
  });

  test('a quiz answers at once with the reason and remembers the answer', async () => {
    await page.goto(`${api.url}/en/resources/memory/`);
    await page.getByText('It is killed', { exact: true }).click();
    await page.getByText('Only memory is cut off by killing.').waitFor();
    await page.getByText('Not quite.').waitFor();
    await page.reload();
    await page.getByText('Only memory is cut off by killing.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('It is throttled', { exact: true }).click();
    await page.getByText('Right.').waitFor();
    expect(api.progress.quizzes['q42']).toMatchObject({ choice: 1, correct: true });
  });

  test('a lesson read to its end counts, and the home page goes on from there', async () => {
    await page.goto(`${api.url}/en/resources/memory/`);
    const told = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/api/progress'),
    );
    await page.locator('.lesson-end').scrollIntoViewIfNeeded();
    await told;
    await page.goto(`${api.url}/en/`);
    await page.getByRole('link', { name: /Last read.*6\.2 Memory/ }).waitFor();
    await page.getByText('1/2').waitFor();
    expect(api.progress.lessons).toEqual({ 'resources/memory': 'read' });
  });

  test('the divider moves by keyboard and pointer and is remembered', async () => {
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
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByRole('heading', { name: '第一个 Pod' }).waitFor();
    await page.waitForFunction(() => !document.querySelector('astro-island[ssr]'));
    await page.getByRole('tab', { name: '终端' }).click();
    await page.getByRole('button', { name: '开始实验' }).waitFor();
    expect(await page.locator('.lab-page h1').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });

  test('recording is off until the student switches it on; the course can shut the switch', async () => {
    await startLab();
    const panel = page.locator('details.recordings');
    await panel.getByText('Terminals are not recorded').waitFor();
    await panel.locator('summary').click();
    await panel.getByText('Nothing has been recorded').waitFor();
    await panel.getByRole('radio', { name: 'What they show', exact: true }).check();
    await panel
      .getByRole('status')
      .filter({ hasText: /Terminals are recorded: what they show$/ })
      .waitFor();
    expect(api.recording.setting).toEqual({ on: true, input: false });
    api.recording.decidedBy = 'course';
    await page.reload();
    await panel.locator('summary').click();
    await panel.getByText('This course decides it').waitFor();
    expect(await panel.getByRole('radio').first().isDisabled()).toBe(true);
  });

  test('a recording that reaches its largest size is told at its terminal and in the list, in both languages', async () => {
    await page.clock.install();
    await page.route('**/api/attempts/*/terminals', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 201, json: { ticket: 't1', url: '/terminal?ticket=t1', terminal: 'shell-1' } })
        : route.fallback(),
    );
    const recording = { on: true, input: false };
    await page.routeWebSocket('**/terminal?ticket=t1', (socket) => {
      const welcome = { type: 'welcome', protocol: terminalProtocol, terminal: 'shell-1', kind: 'workspace' };
      const state = { title: 'Shell 1', epoch: 'e1', fresh: true, from: 0, end: 0, input: 0, recording };
      socket.onMessage(() => socket.send(JSON.stringify({ ...welcome, ...state })));
    });
    Object.assign(api.recording, { text: 'x', state: 'running', setting: recording });
    await startLab();
    const line = page.locator('.status-line');
    const panel = page.locator('details.recordings');
    await line.getByText('Recording what this terminal shows').waitFor();
    await panel.locator('li', { hasText: 'still running' }).waitFor({ state: 'attached' });
    api.recording.state = 'full';
    await page.clock.runFor(30_000);
    await line.getByText('no longer recorded: its recording has reached its largest size').waitFor();
    expect(await line.locator('.recorded').count()).toBe(0);
    await panel.getByRole('status').filter({ hasText: 'one has reached its largest size and ended' }).waitFor();
    await panel.locator('summary').click();
    await panel.getByRole('listitem').filter({ hasText: 'ended at its largest size' }).waitFor();
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await line.getByText('已停止录制').waitFor();
    await panel.getByRole('status').filter({ hasText: '有录像达到最大容量' }).waitFor();
    await panel.locator('summary').click();
    await panel.getByRole('listitem').filter({ hasText: '达到最大容量，已结束' }).waitFor();
  });

  test('a recording is played by the library, its markers lead to their places, and Escape leaves it', async () => {
    api.recording.text = [
      '{"version":3,"term":{"cols":60,"rows":10,"type":"xterm-256color"},"timestamp":1795266307,"title":"shell-1"}',
      '[0,"m","Attempt a1 started"]',
      '[0.1,"o","\\u001b[32m$\\u001b[0m kubectl get pods\\r\\n"]',
      '[900,"r","70x12"]',
      '[0.1,"m","Passed: run/request"]',
      '[0.1,"o","船 done\\r\\n"]',
      '[0.1,"x","0"]',
      '',
    ].join('\n');
    await startLab();
    const panel = page.locator('details.recordings');
    await panel.locator('summary').click();
    await panel.getByRole('button', { name: 'Play' }).click();
    const player = page.getByRole('dialog', { name: 'Recording of Shell 1' });
    await player.locator('.ap-term').getByText('船 done').waitFor();
    await player.getByRole('button', { name: 'Play', exact: true }).waitFor();
    expect(await player.getByRole('slider').getAttribute('aria-valuetext')).toBe('0:02 of 0:02');
    const markers = await player.getByRole('list', { name: 'Markers' }).getByRole('button').allInnerTexts();
    expect(markers.map((marker) => marker.replaceAll(/\s+/g, ' '))).toEqual([
      '0:00 The attempt has started',
      '0:02 Passed: It requests memory',
    ]);
    await player.getByRole('button', { name: 'The attempt has started' }).press('Enter');
    await player.locator('.ap-term').getByText('船 done').waitFor({ state: 'detached' });
    await player.getByRole('slider').press('End');
    await player.locator('.ap-term').getByText('船 done').waitFor();
    await page.keyboard.press('Escape');
    await player.waitFor({ state: 'detached' });
    expect(await panel.getByRole('button', { name: 'Play' }).evaluate((one) => one === document.activeElement)).toBe(
      true,
    );
  });
});
