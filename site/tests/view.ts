import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';
import { changed, manyPods, scene } from '../src/testing/view-scene.ts';

/** The cluster view beside the terminal of a lab. */
export function testView(stage: Stage): void {
  const pod = (name: string) => stage.page.locator(`[data-pod="${name}"]`);
  const sick = scene.find(({ name }) => name === 'web-7d-two');
  const one = scene.find(({ kind, name }) => kind === 'Pod' && name === 'web-7d-one');

  async function openView(): Promise<void> {
    stage.api.view.objects = scene;
    await stage.startLab();
    await stage.page.getByRole('tab', { name: 'Cluster' }).click();
    await pod('web-7d-one').waitFor();
  }

  test('the cluster is looked at only while its tab is shown', async () => {
    const { api, page, startLab } = stage;
    await startLab();
    expect(api.view.viewers).toBe(0);
    await page.getByRole('tab', { name: 'Cluster' }).click();
    await expect.poll(() => api.view.viewers).toBe(1);
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await expect.poll(() => api.view.viewers).toBe(0);
    await page.getByRole('region', { name: 'Terminal' }).waitFor();
  });

  test('Pods are under their node with what kubectl prints, restarts, usage and what their probes were answered', async () => {
    const { page } = stage;
    await openView();
    const second = page.getByRole('region', { name: 'Node node-2' });
    const words = await second.locator('[data-pod=hungry]').innerText();
    for (const word of ['CrashLoopBackOff', '4 restarts', 'OOMKilled', 'exit code 137']) expect(words).toContain(word);
    expect(await second.innerText()).toContain('SchedulingDisabled');
    expect(await pod('web-7d-one').innerText()).toContain('38Mi of 128Mi');
    const probe = pod('web-7d-two').locator('.cv-probe');
    expect(await probe.innerText()).toContain('HTTP probe failed with statuscode: 503');
    expect(await probe.getAttribute('data-now')).toBe('failing');
    expect(await pod('coredns').count()).toBe(0);
    await page.getByLabel('System namespaces').check();
    await pod('coredns').waitFor();
  });

  test('by owner the chain from the Deployment down is shown, and the choice is remembered', async () => {
    const { page } = stage;
    await openView();
    await page.getByLabel('Group Pods').selectOption('owner');
    const group = page.getByRole('region', { name: 'Deployment web' });
    await group.locator('[data-pod=web-7d-one]').waitFor();
    expect(await group.innerText()).toContain('1/2 ready');
    expect(await group.getByRole('heading', { level: 4 }).allInnerTexts()).toEqual([expect.stringMatching(/web-7d$/)]);
    await page.reload();
    await page.getByRole('tab', { name: 'Cluster' }).click();
    await page.getByRole('region', { name: 'Deployment web' }).waitFor();
  });

  test('a Service shows which endpoints are ready, and a claim its volume and class', async () => {
    const { page } = stage;
    await openView();
    const endpoints = page.locator('[data-service=web] .cv-endpoints li');
    expect(await endpoints.allInnerTexts()).toEqual([
      expect.stringMatching(/web-7d-one\s+ready/),
      expect.stringMatching(/web-7d-two\s+not ready/),
    ]);
    const chain = await page.locator('.cv-chain').innerText();
    for (const word of ['data', 'Bound', 'pv-1', 'Delete', 'standard', 'default']) expect(chain).toContain(word);
  });

  test('what changes is there at once and glows; what goes is gone', async () => {
    const { api, page } = stage;
    await openView();
    expect(await pod('web-7d-one').getAttribute('data-changed')).toBeNull();
    if (sick?.kind !== 'Pod') throw new Error('the scene has no such Pod');
    api.view.emit(changed({ ...sick, word: 'Terminating', isLeaving: true }));
    await pod('web-7d-two').filter({ hasText: 'Terminating' }).waitFor();
    expect(await pod('web-7d-two').getAttribute('data-changed')).toBe('odd');
    api.view.emit({ type: 'change', kind: 'Pod', upserted: [], removed: [sick.uid] });
    await pod('web-7d-two').waitFor({ state: 'detached' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (one) api.view.emit(changed({ ...one, createdAt: '2026-11-27T12:09:00Z' }));
    await page.locator('[data-pod=web-7d-one][data-changed]').waitFor();
    const seconds = await pod('web-7d-one').evaluate((card) => parseFloat(getComputedStyle(card).animationDuration));
    expect(seconds).toBeLessThan(0.001);
  });

  test('an object opens beside the picture by keyboard, is read again when it changes, and Escape gives the focus back', async () => {
    const { api, page } = stage;
    await openView();
    const name = page.getByRole('button', { name: 'Pod web-7d-two: show as YAML' }).first();
    await name.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Pod web-7d-two', exact: true });
    await panel.getByText('apiVersion: v1').waitFor();
    expect(await panel.getByRole('heading', { level: 3 }).evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await panel.innerText()).toContain('failed: HTTP probe failed with statuscode: 503 (7 times)');
    expect(api.view.asked.at(-1)).toBe('?kind=Pod&name=web-7d-two&namespace=shop');
    api.view.yaml = 'apiVersion: v1\nkind: Changed\n';
    if (sick?.kind === 'Pod') api.view.emit(changed({ ...sick, restarts: 1 }));
    await panel.getByText('kind: Changed').waitFor();
    api.view.emit({ type: 'change', kind: 'Pod', upserted: [], removed: [sick?.uid ?? ''] });
    await panel.getByText('This object is gone.').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  test('as tables it holds the same, and a namespace can be picked', async () => {
    const { page } = stage;
    await openView();
    await page.getByLabel('As tables').check();
    const row = page.getByRole('row', { name: /hungry/ }).first();
    expect(await row.innerText()).toContain('CrashLoopBackOff');
    expect(await page.getByRole('table').count()).toBe(5);
    await page.getByLabel('System namespaces').check();
    await page.getByRole('combobox', { name: 'Namespace' }).selectOption('kube-system');
    await pod('coredns').waitFor();
    expect(await pod('hungry').count()).toBe(0);
  });

  test('a cluster that does not answer leaves the last picture and says so', async () => {
    const { api, page } = stage;
    await openView();
    const problem = { code: 'cluster_unreachable', message: 'The API server does not answer.', fix: 'Wait.' };
    api.view.emit({ type: 'status', status: 'unreachable', problem });
    await page.getByText('This is what it looked like last.').waitFor();
    expect(await pod('web-7d-one').innerText()).toContain('Running');
    api.view.emit({ type: 'status', status: 'live', problem: null });
    await page.getByText('This is what it looked like last.').waitFor({ state: 'detached' });
  });

  test('a worker is paused and resumed in its panel, and the control plane is not', async () => {
    const { api, page } = stage;
    api.view.nodes = [
      { name: 'node-1', state: 'running', canPause: false },
      { name: 'node-2', state: 'running', canPause: true },
    ];
    await openView();
    await page.getByRole('button', { name: 'Node node-1: show as YAML' }).click();
    await page.getByText('apiVersion: v1').waitFor();
    expect(await page.getByRole('button', { name: 'Pause this node' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Node node-2: show as YAML' }).click();
    await page.getByRole('button', { name: 'Pause this node' }).click();
    await page.getByText('This node is paused').waitFor();
    expect(api.view.nodes.map(({ state }) => state)).toEqual(['running', 'paused']);
    api.failNext('PUT /attempts', 504, 'timeout', 'Docker does not answer.', 'Try again.');
    await page.getByRole('button', { name: 'Resume this node' }).click();
    await page.getByText('Docker does not answer.').waitFor();
    await page.getByRole('button', { name: 'Resume this node' }).click();
    await page.getByRole('button', { name: 'Pause this node' }).waitFor();
    expect(api.view.nodes.map(({ state }) => state)).toEqual(['running', 'running']);
  });

  test('of 500 Pods only the one that changed is drawn again', async () => {
    const { api, page } = stage;
    const pods = manyPods(500);
    await openView();
    api.view.emit({ type: 'snapshot', objects: [...scene, ...pods] });
    await pod('web-7d-499').waitFor();
    await page.evaluate(() => {
      const drawn = new Promise<string[]>((resolve) => {
        new MutationObserver((changes, observer) => {
          observer.disconnect();
          const cards = changes.map(({ target }) => target.parentElement?.closest('[data-pod]') ?? target);
          resolve([...new Set(cards.map((card) => (card as HTMLElement).dataset['pod'] ?? card.nodeName))]);
        }).observe(document.querySelector('.cv-scroll') as Element, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      });
      Object.assign(window, { drawn });
    });
    const [first] = pods;
    if (first) api.view.emit(changed({ ...first, word: 'Terminating', isLeaving: true }));
    const drawn = page.evaluate(() => (window as unknown as { drawn: Promise<string[]> }).drawn);
    expect(await drawn).toEqual(['web-7d-000']);
  });

  for (const scheme of ['dark', 'light'] as const)
    test(`axe finds nothing in the picture, the tables and an open object: ${scheme}`, async () => {
      const { page } = stage;
      await page.emulateMedia({ colorScheme: scheme });
      await openView();
      const findings = async () => {
        const { violations } = await new AxeBuilder({ page }).include('.pane-terminal').setLegacyMode().analyze();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      };
      expect(await findings()).toEqual([]);
      await page.getByRole('button', { name: 'Pod web-7d-two: show as YAML' }).first().click();
      await page.getByText('apiVersion: v1').waitFor();
      expect(await findings()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByLabel('As tables').check();
      expect(await findings()).toEqual([]);
    });

  test('on a phone the cluster is a pane of its own and nothing scrolls sideways', async () => {
    const { api, page, startLab } = stage;
    api.view.objects = scene;
    await startLab();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Cluster' }).click();
    await pod('hungry').waitFor();
    expect(await page.locator('.lab-page h1').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await page.locator('.cv-scroll').evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  });
}
