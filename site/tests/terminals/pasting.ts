import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakeTerminal } from '../../src/testing/fake-terminal.ts';
import type { Stage } from '../../src/testing/stage.ts';
import { openTerminal, paste } from './open-terminal.ts';

const esc = '\u001b';
const bracketed = `${esc}[?2004h`;

/** What is copied, and what is pasted whichever way it comes in. */
export function testPasting(stage: Stage): void {
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
    const terminal = await openTerminal(stage, lanAddress());
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
    const terminal = await openTerminal(stage);
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
    const terminal = await openTerminal(stage);
    await print(terminal, bracketed);
    const reached = await waysIn(page, terminal, clip);
    expect(reached).toEqual(reached.map(() => safe));
  });

  test('several lines for a program that takes pastes as typing are asked about, with their true number', async () => {
    const { page } = stage;
    const terminal = await openTerminal(stage);
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
