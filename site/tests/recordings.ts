import { terminalProtocol } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Stage } from '../src/testing/stage.ts';

/** How a page shows that terminals are recorded, and plays what was. */
export function testRecordings(stage: Stage): void {
  test('the recordings come below the tasks, so that a start pushes no text down', async () => {
    await stage.startLab();
    await stage.page.locator('.lab-prose ~ * details.recordings').waitFor();
    expect(await stage.page.locator('details.recordings').count()).toBe(1);
  });

  test('recording is off until the student switches it on; the course can shut the switch', async () => {
    const { api, page, startLab } = stage;
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
    const { api, page, startLab } = stage;
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
    const { api, page, startLab } = stage;
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
}
