import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

/** What the page of a lab does from the start of an attempt to its end, also on bad days. */
export function testAttempts(stage: Stage): void {
  test('the steps of a start are shown as they come, then the tasks tick and parameters are filled in', async () => {
    const { api, outcome, page } = stage;
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
    await outcome('ready', 'not-begun');
    await page.getByText('It is Ready for k3j9').waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass'), verdict('run/request', 'fail')], points: 0 });
    await outcome('ready', 'pass');
    await outcome('request', 'waiting');
    await page.getByRole('status').filter({ hasText: 'Passed: It is Ready' }).waitFor({ state: 'attached' });
  });

  test('Check shows what was expected and what is there; hints come one at a time; a reload keeps both', async () => {
    const { api, check, outcome, page, startLab } = stage;
    await startLab();
    api.judge([verdict('run/request', 'fail'), verdict('run/ready', 'pass'), verdict('delete/gone', 'inconclusive')]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    await outcome('gone', 'inconclusive');
    expect(await check('request').innerText()).toMatch(/expected\s+at least 100Mi\s+found\s+64Mi/);
    await page.getByRole('button', { name: 'Show a hint: It requests memory' }).click();
    await check('request').getByText('Hint number 1').waitFor();
    await page.getByRole('button', { name: 'Next hint: It requests memory' }).click();
    await check('request').getByText('Hint number 2').waitFor();
    expect(await check('request').getByRole('button').count()).toBe(0);
    await page.reload();
    await outcome('request', 'fail');
  });

  test('by keyboard alone: Enter on the same place shows hint after hint, and the last one has the focus', async () => {
    const { api, check, outcome, page, startLab } = stage;
    await startLab();
    api.judge([verdict('run/request', 'fail')]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    await page.getByRole('button', { name: 'Show a hint: It requests memory' }).focus();
    for (const number of [1, 2]) {
      await page.keyboard.press('Enter');
      await check('request').getByText(`Hint number ${number}`).waitFor();
    }
    expect(await check('request').getByRole('button').count()).toBe(0);
    await check('request').locator('.hint:focus', { hasText: 'Hint number 2' }).waitFor();
  });

  test('a submission shows points per task and is there after a reload, in the other language too', async () => {
    const { api, page, startLab } = stage;
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
    const { api, page, startLab } = stage;
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
    const { api, page, startLab } = stage;
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
    const { page, startLab } = stage;
    let cuts = 2;
    await page.route('**/api/progress', (route) => (cuts-- > 0 ? route.abort('connectionreset') : route.continue()));
    await startLab();
    expect(cuts).toBeLessThan(0);
  });

  test('a lost event stream is said and comes back by itself with what was missed', async () => {
    const { api, outcome, page, startLab } = stage;
    await startLab();
    api.cut(true);
    await page.getByRole('button', { name: 'Try now' }).first().waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/ready', 'pass')], points: 1 });
    await outcome('ready', 'not-begun');
    api.cut(false);
    await outcome('ready', 'pass');
    await page.locator('.notice').waitFor({ state: 'detached' });
    expect(await page.getByText('Cluster ready').isVisible()).toBe(true);
  });

  test('a lost cluster says so and Reset gets a new one; an attempt the server forgot leads back to the start', async () => {
    const { api, page, startLab } = stage;
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
    const { api, page, startLab } = stage;
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
    const { api, outcome, page, startLab } = stage;
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
    await outcome('request', 'not-begun');
  });
}
