import { expect, test } from 'vitest';
import { fakeTerminal } from '../src/testing/fake-terminal.ts';
import type { Stage } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

const esc = '\u001b';

/** What the bars above code blocks do, in front of a scripted agent. */
export function testCodeBlocks(stage: Stage): void {
  const open = async () => {
    const { page, startLab } = stage;
    await page.addInitScript(() => localStorage.setItem('drydock.terminal', '{"renderer":"dom"}'));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const terminal = await fakeTerminal(page);
    await startLab();
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    terminal.print(`${esc}[?2004h$ `);
    await page.locator('.xterm-rows').getByText('$').first().waitFor();
    return terminal;
  };
  const bar = (code: string) => stage.page.locator('.frame', { hasText: code }).locator('.code-bar');

  test('a block goes to the terminal it names, which is opened when needed, and never to another that is shown', async () => {
    const { page } = stage;
    const terminal = await open();
    await bar('crictl ps').getByRole('button', { name: 'Copy to the node terminal' }).click();
    await page.locator('#terminal-node-1[data-phase=live]').waitFor();
    terminal.print('# ', 'node-1');
    await expect.poll(() => terminal.typed('node-1')).toBe('crictl ps --name demo');
    expect(terminal.typed('shell-1')).toBe('');
    await bar('run demo').getByRole('button', { name: 'Copy to terminal' }).click();
    await expect.poll(() => terminal.typed('shell-1')).toContain('kubectl -n lab-k3j9 run demo --image=nginx');
    await page.locator('#terminal-tab-shell-1[aria-selected=true]').waitFor();
    expect(terminal.typed('node-1')).toBe('crictl ps --name demo');
  });

  test('a session is typed without prompts and output, with its continued lines', async () => {
    const terminal = await open();
    await bar('create configmap').getByRole('button', { name: 'Copy to terminal' }).click();
    await expect
      .poll(() => terminal.typed())
      .toBe(`${esc}[200~kubectl create configmap a \\\r    --from-literal=x=1\recho two${esc}[201~`);
  });

  test('parameters are filled in, other braces stay, in what is shown, copied and typed', async () => {
    const { page } = stage;
    const terminal = await open();
    const command =
      "kubectl -n lab-k3j9 get pods -o go-template='{{range .items}}{{.metadata.name}}{{else}}none{{end}} {{token}}'";
    expect(await page.locator('.frame', { hasText: 'go-template' }).locator('pre').innerText()).toBe(command);
    await page.getByText('as {{end}} does').waitFor();
    await bar('go-template').getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(command);
    await bar('go-template').getByText('Copied').waitFor();
    await bar('go-template').getByRole('button', { name: 'Copy to terminal' }).click();
    await expect.poll(() => terminal.typed()).toContain(command);
  });

  test('the solution has colours and the same bar, with copy and the terminal it is for', async () => {
    const { api, page } = stage;
    const terminal = await open();
    api.judge([verdict('run/request', 'fail')]);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.locator('details.solution').getByText('A solution', { exact: true }).click();
    const solution = page.locator('.solution-text');
    expect(
      await solution
        .locator('.ec-line span')
        .first()
        .evaluate((span) => getComputedStyle(span).color),
    ).not.toBe(
      await solution
        .locator('p')
        .first()
        .evaluate((line) => getComputedStyle(line).color),
    );
    await solution.getByText('Node terminal').waitFor();
    await solution.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('cat <<EOF\ntext\nEOF');
    await solution.getByRole('button', { name: 'Copy to the node terminal' }).click();
    await page.locator('#terminal-node-1[data-phase=live]').waitFor();
    terminal.print(`${esc}[?2004h# `, 'node-1');
    await expect.poll(() => terminal.typed('node-1')).toBe(`${esc}[200~cat <<EOF\rtext\rEOF${esc}[201~`);
  });

  test('from a lesson in another tab a block is typed into the terminal of the lab', async () => {
    const { api, page } = stage;
    const terminal = await open();
    // A page of its own in the same context is what a tab is.
    const lesson = page.locator('iframe[title=lesson]').contentFrame();
    await page.evaluate((address) => {
      const frame = Object.assign(document.createElement('iframe'), { src: address, title: 'lesson' });
      frame.style.cssText = 'position: fixed; inset: 0; z-index: 99; width: 100%; height: 100%';
      document.body.append(frame);
    }, `${api.url}/en/resources/memory/`);
    await lesson.getByRole('button', { name: 'Copy to terminal' }).first().click();
    await expect.poll(() => terminal.typed()).toContain('kubectl create namespace mem-example');
  });

  test.each([390, 1280])('%s px wide, no button covers code, and all are of one size', async (width) => {
    const { page } = stage;
    await open();
    await page.setViewportSize({ width, height: 844 });
    const tab = page.getByRole('tab', { name: 'Tasks' });
    if (await tab.isVisible()) await tab.click();
    const buttons = page.locator('.code-bar button:visible');
    expect(await buttons.count()).toBeGreaterThan(5);
    const boxes = await buttons.evaluateAll((all) =>
      all.map((button) => button.getBoundingClientRect().toJSON() as DOMRect),
    );
    expect(new Set(boxes.map(({ width: wide, height }) => `${wide}x${height}`)).size).toBe(1);
    const code = await page
      .locator('.expressive-code pre')
      .evaluateAll((all) => all.map((pre) => pre.getBoundingClientRect().toJSON() as DOMRect));
    const covered = boxes.filter((one) =>
      code.some((pre) => one.bottom > pre.top && one.top < pre.bottom && one.right > pre.left && one.left < pre.right),
    );
    expect(covered).toEqual([]);
  });
}
