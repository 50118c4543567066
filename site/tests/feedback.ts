import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

const missing = 'Pod demo in namespace lab';
const message = {
  en: 'There is no Pod demo in namespace lab yet.',
  zh: '命名空间 lab 中还没有名为 demo 的 Pod。',
};
const rows = [
  { name: 'requests.memory', expected: '100Mi', actual: '100M', isMet: false },
  { name: 'limits.memory', expected: '200Mi', actual: '', isMet: false },
  { name: 'restartPolicy', actual: 'Always', isMet: true },
];
const because = { en: 'The image x cannot be pulled.', zh: '镜像 x 拉取不到。' };

/** What the check list says of a check that does not pass. */
export function testFeedback(stage: Stage): void {
  test('what waits for an object has not begun, also after Check: one line for all of them, in both languages', async () => {
    const { api, check, outcome, page, startLab } = stage;
    await startLab();
    const waits = ['run/request', 'run/ready', 'delete/gone'].map((key) => verdict(key, 'fail', { missing, message }));
    api.judge(waits);
    api.emit({ type: 'verdicts', verdicts: waits, points: 0 });
    const line = page.getByText('There is no Pod demo in namespace lab yet. 3 checks are waiting for it.');
    await line.waitFor();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    for (const id of ['request', 'ready', 'gone']) await outcome(id, 'not-begun');
    expect(await page.getByText('There is no Pod').count()).toBe(1);
    expect(await check('request').innerText()).toContain('not started');
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByText('命名空间 lab 中还没有名为 demo 的 Pod。有 3 项检查在等它。').waitFor();
  });

  test('a wrong value is told live, in grey and without what was expected; after Check it is a failure with a row per field', async () => {
    const { api, check, outcome, page, startLab } = stage;
    await startLab();
    const wrong = verdict('run/request', 'fail', { rows, actual: '100M', because });
    api.judge([wrong]);
    api.emit({ type: 'verdicts', verdicts: [wrong], points: 0 });
    await outcome('request', 'waiting');
    await check('request').getByText('100M').waitFor();
    expect(await check('request').innerText()).toMatch(/requests\.memory\s+found 100M/);
    expect(await check('request').innerText()).not.toContain('100Mi');
    await check('request').getByText('The image x cannot be pulled.').waitFor();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    const told = await check('request').innerText();
    expect(told).toMatch(/✕\s+requests\.memory\s+found 100M expected 100Mi/);
    expect(told).toMatch(/✕\s+limits\.memory\s+not set expected 200Mi/);
    expect(told).toMatch(/✓\s+restartPolicy\s+Always/);
    expect(told).not.toContain('at least');
    expect(told.match(/100M\b/g)).toHaveLength(1);
    const words = told.indexOf('cannot be pulled');
    expect(words).toBeGreaterThan(-1);
    expect(words).toBeLessThan(told.indexOf('Show a hint'));
  });

  test('a row that must not tell what was expected leaves it to the sentence of the author', async () => {
    const { api, check, outcome, page, startLab } = stage;
    await startLab();
    api.judge([verdict('run/request', 'fail', { rows: [{ name: 'limits.memory', actual: '1Gi', isMet: false }] })]);
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await outcome('request', 'fail');
    expect(await check('request').innerText()).toMatch(/expected at least 100Mi\s+✕\s+limits\.memory\s+found 1Gi/);
  });

  test('after the end the tasks show what was submitted, not a cluster that is gone', async () => {
    const { api, outcome, page, startLab } = stage;
    await startLab();
    api.judge([verdict('run/request', 'pass'), verdict('run/ready', 'pass'), verdict('delete/gone', 'pass')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByRole('region', { name: 'Submitted' }).waitFor();
    api.emit({ type: 'verdicts', verdicts: [verdict('run/request', 'fail'), verdict('run/ready', 'fail')], points: 0 });
    await outcome('ready', 'fail');
    api.emit({ type: 'state', state: 'ended', problem: null });
    await outcome('ready', 'pass');
    expect(await page.locator('[data-outcome=fail]').count()).toBe(0);
  });
}
