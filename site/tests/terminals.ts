import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fakeTerminal, type FakeTerminal } from '../src/testing/fake-terminal.ts';
import type { Stage } from '../src/testing/stage.ts';

const esc = '\u001b';
const bracketed = `${esc}[?2004h`;

/** How a page's terminal treats keys and what is pasted, in front of a scripted agent. */
export function testTerminals(stage: Stage): void {
  async function open(address?: string): Promise<FakeTerminal> {
    const { page, startLab } = stage;
    await page.addInitScript(() => localStorage.setItem('drydock.terminal', '{"renderer":"dom"}'));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const terminal = await fakeTerminal(page);
    await startLab(address);
    await page.locator('.terminal-view[data-phase=live]').waitFor();
    terminal.print('prompt $ ');
    await page.locator('.xterm-rows').getByText('prompt $').waitFor();
    await page.locator('.xterm-helper-textarea').focus();
    return terminal;
  }
  /** Prints what does not show, and waits until the page has read it. */
  async function print(terminal: FakeTerminal, text: string): Promise<void> {
    terminal.print(`${text}\r\nread so far`);
    await stage.page.locator('.xterm-rows').getByText('read so far').waitFor();
  }
  const select = async () => {
    const { page } = stage;
    const box = await page.locator('.xterm-rows').getByText('prompt').boundingBox();
    await page.mouse.dblclick((box?.x ?? 0) + 20, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  };

  test('over plain http by name: the terminal works, copies, pastes by key, and says why its paste button cannot', async () => {
    const { page, lanAddress } = stage;
    const terminal = await open(lanAddress());
    expect(await page.evaluate(() => [isSecureContext, typeof crypto.randomUUID, typeof navigator.clipboard])).toEqual([
      false,
      'undefined',
      'undefined',
    ]);
    await page.keyboard.type('ls');
    await expect.poll(() => terminal.typed()).toBe('ls');
    await select();
    await page.keyboard.press('Control+c');
    terminal.forget();
    await page.keyboard.press('Control+v');
    await expect.poll(() => terminal.typed()).toBe('prompt');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await page.getByRole('toolbar', { name: 'Keys' }).getByRole('button', { name: 'Paste' }).click();
    await page.getByText('over https or on localhost').waitFor();
  });

  test('Ctrl+C copies the selection and then interrupts, Ctrl+V pastes', async () => {
    const { page } = stage;
    const terminal = await open();
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    await select();
    await page.keyboard.press('Control+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('prompt');
    expect(terminal.typed()).toBe('');
    await page.keyboard.press('Control+c');
    await expect.poll(() => terminal.typed()).toBe('\u0003');
    await page.keyboard.press('Control+v');
    await expect.poll(() => terminal.typed()).toBe('\u0003prompt');
  });

  test.each([
    ['ends the paste', `echo a${esc}[201~\rtouch owned\r`, `${esc}[200~echo a[201~\rtouch owned\r${esc}[201~`],
    ['is a C1', 'a\u009b201~b', `${esc}[200~a201~b${esc}[201~`],
    ['takes back what is seen', 'rm x\b\b\b\bls\u007f', `${esc}[200~rm xls${esc}[201~`],
  ])('a control character that %s does nothing, whichever way it comes in', async (_, clip, safe) => {
    const { page } = stage;
    const terminal = await open();
    await print(terminal, bracketed);
    const reached = await waysIn(page, terminal, clip);
    expect(reached).toEqual(reached.map(() => safe));
  });

  test('several lines for a program that takes pastes as typing are asked about, with their true number', async () => {
    const { page } = stage;
    const terminal = await open();
    const dialog = page.getByRole('dialog');
    await paste(page, 'one\rtwo\u0085three');
    await dialog.getByRole('heading', { name: 'Paste 3 lines?' }).waitFor();
    await dialog.getByText('Each line may run as a command.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // What a lesson in another tab types goes the same way.
    await typeFromElsewhere(page, 'kubectl get pods\nkubectl get nodes');
    await dialog.getByRole('heading', { name: 'Paste 2 lines?' }).waitFor();
    expect(terminal.typed()).toBe('');
    await dialog.getByRole('button', { name: 'Paste' }).click();
    await expect.poll(() => terminal.typed()).toBe('kubectl get pods\rkubectl get nodes');
    await print(terminal, bracketed);
    terminal.forget();
    await paste(page, 'a\nb\n');
    await expect.poll(() => terminal.typed()).toBe(`${esc}[200~a\rb\r${esc}[201~`);
    await paste(page, '1\n2\n3\n4\n5\n6');
    await dialog.getByText('nothing runs until you press Enter').waitFor();
  });

  test('leaving by Escape and Tab sends neither; Escape and another key sends both', async () => {
    const { page } = stage;
    const terminal = await open();
    const tab = page.locator('#terminal-tab-shell-1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await isFocused(tab);
    await page.keyboard.press('Enter');
    await page.keyboard.type('kubectl');
    await expect.poll(() => terminal.typed()).toBe('kubectl');
    await page.keyboard.press('Escape');
    await page.keyboard.type('b');
    await page.keyboard.press('Tab');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t${esc}${esc}${esc}[A`);
    await page.keyboard.press('Escape');
    await paste(page, 'x');
    await expect.poll(() => terminal.typed()).toBe(`kubectl${esc}b\t${esc}${esc}${esc}[A${esc}x`);
    await page.keyboard.press('F6');
    await isFocused(tab);
    await page.keyboard.press('Enter');
    terminal.forget();
    await page.keyboard.press('Escape');
    await expect.poll(() => terminal.typed()).toBe(esc);
  });

  test('a program that has the whole screen gets Escape at once and Tab after it; F6 leaves it', async () => {
    const { page } = stage;
    const terminal = await open();
    terminal.print(`${esc}[?1049hvim here`);
    await page.locator('.xterm-rows').getByText('vim here').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.xterm-helper-textarea').evaluate((one) => one === document.activeElement)).toBe(true);
    await expect.poll(() => terminal.typed()).toBe(esc);
    await page.keyboard.press('Tab');
    await expect.poll(() => terminal.typed()).toBe(`${esc}\t`);
    await page.keyboard.press('F6');
    await isFocused(page.locator('#terminal-tab-shell-1'));
  });

  test('a terminal in which something runs is closed only after a question, one at its prompt at once', async () => {
    const { page } = stage;
    const terminal = await open();
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    const dialog = page.getByRole('dialog', { name: 'Close Shell 2?' });
    await addShells(2);
    terminal.programs.set('shell-2', 'sleep');
    await tabs.nth(1).press('Delete');
    await dialog.getByText('“sleep” is still running').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(terminal.ended).toEqual([]);
    await cross(tabs.nth(1)).click();
    await dialog.getByRole('button', { name: 'Close anyway' }).click();
    await expect.poll(() => tabs.count()).toBe(2);
    expect(terminal.ended).toEqual(['shell-2']);
    await page.route('**/api/attempts/*/terminals', (route) => route.abort());
    await tabs.nth(1).press('Delete');
    await page.getByRole('dialog').getByText('may still be running').waitFor();
  });

  test('a double click on the cross closes one terminal, and no box for a name opens', async () => {
    const { page } = stage;
    const terminal = await open();
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    await addShells(2);
    await cross(tabs.nth(0)).dblclick();
    await expect.poll(() => tabs.count()).toBe(2);
    expect(terminal.ended).toEqual(['shell-1']);
    expect(await page.locator('.dock-rename').count()).toBe(0);
  });

  test('the box for a name keeps its text while programs rename their terminals', async () => {
    const { page } = stage;
    const terminal = await open();
    await addShells(1);
    const tabs = page.getByRole('tablist', { name: 'Open terminals' }).getByRole('tab');
    const box = page.locator('.dock-rename input');
    await tabs.nth(1).press('F2');
    await isFocused(box);
    for (const letter of 'my window') {
      await page.keyboard.type(letter);
      for (const name of ['shell-1', 'shell-2']) terminal.print(`${esc}]0;${letter}${name}\u0007`, name);
      await page.getByRole('tab', { name: `${letter}shell-1` }).waitFor();
    }
    expect(await box.inputValue()).toBe('my window');
    await page.keyboard.press('Enter');
    await expect.poll(() => terminal.controls).toContain('{"type":"rename","title":"my window"}');
    // Beside the box is no way to lose what was written; Escape is.
    await tabs.nth(1).press('F2');
    await isFocused(box);
    await page.keyboard.type('other');
    await page.locator('.terminal-view:not([hidden]) .xterm-helper-textarea').focus();
    await expect.poll(() => terminal.controls).toContain('{"type":"rename","title":"other"}');
    const count = terminal.controls.length;
    await tabs.nth(1).press('F2');
    await isFocused(box);
    await page.keyboard.type('third');
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    expect(terminal.controls.slice(count).filter((control) => control.includes('third'))).toEqual([]);
  });

  test('a page that is hidden, or shows another pane, tells that its terminal is not seen', async () => {
    const { page } = stage;
    const terminal = await open();
    const seen = () => terminal.controls.filter((control) => control.includes('"type":"seen"'));
    const show = (state: string) =>
      page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await expect.poll(seen).toEqual(['{"type":"seen","seen":false}']);
    await show('visible');
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":true}');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":false}');
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await expect.poll(() => seen().at(-1)).toBe('{"type":"seen","seen":true}');
  });

  test('the settings close with Escape and by turning elsewhere', async () => {
    const { page } = stage;
    await open();
    const menu = page.locator('.dock-menu');
    const button = page.locator('.dock-settings summary');
    await button.click();
    await menu.getByText('Ctrl+C copies the selection').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => menu.isVisible()).toBe(false);
    await isFocused(button);
    await button.click();
    await page.locator('.xterm-screen').click();
    await expect.poll(() => menu.isVisible()).toBe(false);
  });

  test('on a phone with its keyboard up the terminal has nearly all that is left, and the bars come back', async () => {
    const { page } = stage;
    await open();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Terminal' }).click();
    await page.setViewportSize({ width: 390, height: 480 });
    await page.locator('.xterm-helper-textarea').focus();
    await page.locator('.lab-bar').waitFor({ state: 'hidden' });
    const height = async () => (await page.locator('.terminal-screen').boundingBox())?.height ?? 0;
    await expect.poll(height).toBeGreaterThan(330);
    await page.keyboard.press('F6');
    await page.locator('.terminal-screen').evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('.lab-bar').waitFor();
  });

  test('the terminal can have the whole page, and gives it back', async () => {
    const { page } = stage;
    await open();
    const button = page.getByRole('button', { name: 'Full-page terminal' });
    await button.click();
    await expect
      .poll(() => page.locator('.dock').boundingBox())
      .toMatchObject({ x: 0, y: 0, width: 1280, height: 720 });
    await button.click();
    await expect.poll(async () => (await page.locator('.dock').boundingBox())?.x).toBeGreaterThan(100);
  });

  async function addShells(count: number): Promise<void> {
    const { page } = stage;
    const live = page.locator('.dock-tab .dot[data-phase=live]');
    for (let added = 1; added <= count; added += 1) {
      await page.getByRole('button', { name: 'New shell' }).click();
      await expect.poll(() => live.count()).toBe(added + 1);
    }
  }
}

const cross = (tab: Locator) => tab.locator('[data-close]');
const isFocused = (one: ReturnType<Page['locator']>) =>
  expect.poll(() => one.evaluate((element) => element === document.activeElement)).toBe(true);

/** Pastes with the key. */
async function paste(page: Page, clip: string): Promise<void> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), clip);
  await page.keyboard.press('Control+Shift+V');
}

/** Types as a lesson in another tab of the browser does. */
async function typeFromElsewhere(page: Page, text: string): Promise<void> {
  await page.evaluate(async (words) => {
    const channel = new BroadcastChannel('drydock-terminal');
    const open = new Promise<string>((resolve) => {
      channel.onmessage = ({ data }: MessageEvent<{ do: string; page: string }>) => {
        if (data.do === 'open') resolve(data.page);
      };
    });
    channel.postMessage({ do: 'ask' });
    channel.postMessage({ do: 'type', page: await open, text: words, place: 'workspace' });
    channel.close();
  }, text);
}

/** What reaches the program when a text comes in by each way there is. */
async function waysIn(page: Page, terminal: FakeTerminal, clip: string): Promise<string[]> {
  const ways = [
    () => paste(page, clip),
    // The browser's menu and the middle button end in the same event; on this machine only the event can be made.
    () => dispatch(page, 'paste', clip),
    () => dispatch(page, 'drop', clip),
    // A phone's keyboard inserts from its own clipboard.
    () => page.keyboard.insertText(clip),
    () => typeFromElsewhere(page, clip),
  ];
  const reached: string[] = [];
  for (const way of ways) {
    terminal.forget();
    await way();
    await expect.poll(() => terminal.typed()).not.toBe('');
    reached.push(terminal.typed());
  }
  return reached;
}

async function dispatch(page: Page, type: 'paste' | 'drop', clip: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').evaluate(
    (element, [name, text = '']) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const event =
        name === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    [type, clip],
  );
}
