import { expect, test } from 'vitest';
import type { AttemptEvent, Problem } from '@drydock/model';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

/** Three English words in a row that are neither code nor said to be English. */
const sentence = /[A-Za-z]{2,}(?:[ ,]+[a-z]{2,}){2,}/;

/** In every state a Chinese page speaks Chinese, also where the server had no Chinese words. */
export function testLanguage(stage: Stage): void {
  const problem: Problem = {
    code: 'sandbox_lost',
    message: 'The cluster of this attempt is gone.',
    fix: 'Press Reset.',
  };
  const queue = {
    id: 'queue',
    title: 'Waiting for a free place',
    state: 'running',
    detail: 'two are before you',
  } as const;
  const unknown = { id: 'later', title: 'Doing what came later', state: 'running' } as const;
  const states: Record<string, AttemptEvent[]> = {
    queued: [
      { type: 'state', state: 'queued', problem: null },
      { type: 'step', step: queue },
    ],
    starting: [
      { type: 'state', state: 'starting', problem: null },
      { type: 'step', step: unknown },
    ],
    failed: [{ type: 'state', state: 'failed', problem: { ...problem, code: 'docker_unavailable' } }],
    lost: [{ type: 'state', state: 'lost', problem }],
    ready: [{ type: 'state', state: 'ready', problem: { ...problem, code: 'cluster_unreachable' } }],
    ended: [{ type: 'state', state: 'ended', problem: { ...problem, code: 'a_code_of_later' } }],
  };

  for (const [state, events] of Object.entries(states)) {
    test(`no English sentence is on a Chinese page in the state ${state}`, async () => {
      const { api, page } = stage;
      await page.goto(`${api.url}/zh/labs/first-pod/`);
      await page.getByRole('button', { name: '开始实验' }).click();
      await page.getByText('等待集群').first().waitFor();
      for (const event of events) api.emit(event);
      await page.locator(`.cluster[data-state=${state}]`).waitFor();
      expect(await englishOf(stage)).toEqual([]);
    });
  }

  test('no English sentence is on a Chinese page after an action that failed, and the English is there as a detail', async () => {
    const { api, page } = stage;
    await page.goto(`${api.url}/zh/labs/first-pod/`);
    await page.getByRole('button', { name: '开始实验' }).click();
    await page.getByText('等待集群').first().waitFor();
    api.emit({ type: 'state', state: 'ready', problem: null });
    api.failNext('/check', 429, 'rate_limited', 'You have checked too often today.', 'Wait a while.');
    await page.getByRole('button', { name: '检查', exact: true }).click();
    const notice = page.locator('.notice[data-kind=problem]');
    await notice.waitFor();
    expect(await englishOf(stage)).toEqual([]);
    await notice.getByText('详细信息').click();
    await notice.getByText('You have checked too often today.').waitFor();
    api.judge([verdict('run/request', 'fail')]);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByRole('region', { name: '已提交' }).waitFor();
    expect(await englishOf(stage)).toEqual([]);
  });

  async function englishOf({ page }: Stage): Promise<string[]> {
    const texts = await page.locator('.workbench').evaluate((root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode;
        // The prose of a lab is the author's; what is in English and says so is a detail.
        if (parentElement?.closest('[lang=en], code, pre, .xterm, noscript, script, style')) continue;
        found.push(textContent ?? '');
      }
      return found;
    });
    return texts.filter((text) => sentence.test(text));
  }
}
