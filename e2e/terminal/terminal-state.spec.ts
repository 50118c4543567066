import { expect } from '@playwright/test';
import { labTextOf } from '@drydock/site/text';
import { terminalPage, test } from './terminal-page.ts';

const text = labTextOf('en');
test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the cursor of bash is where the screen shows it, also behind characters of Unicode 14', async ({
  page,
  shells,
}) => {
  await shells.open();
  await shells.run('true');
  await shells.write('echo 🫠海é👩‍🚀abc');
  await expect.poll(shells.read).toMatch(/abc$/);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Backspace', 'Backspace', 'Backspace'])
    await page.keyboard.press(key);
  await expect.poll(shells.read).toMatch(/\$ echo 🫠海abc$/);
  await page.keyboard.press('Enter');
  await expect.poll(shells.read).toMatch(/\n🫠海abc\n/);
});

test('tab stops, colours and the shape of the cursor are the same after a reload that finds the start gone', async ({
  page,
  shells,
}) => {
  const look = async () => {
    const red = shells.rows.getByText('red', { exact: true });
    return {
      tabbed: (await shells.read()).split('\n').find((row) => /^a +b$/.test(row)),
      colour: await red.first().evaluate((one) => getComputedStyle(one).color),
      cursor: await shells.rows.locator('.xterm-cursor').getAttribute('class'),
    };
  };
  const show = String.raw`printf 'a\tb\n\e[31mred\e[m\n'`;
  await shells.open();
  // The history is too long to be kept when the screen comes again.
  await shells.run(String.raw`tabs -4; printf '\e]4;1;#00ff00\a\e[5 q'; seq 1 800000 | tail -c 5500000; ${show}`);
  await shells.input.focus();
  const before = await look();
  expect(before).toMatchObject({ tabbed: 'a   b', cursor: expect.stringContaining('xterm-cursor-bar') as unknown });
  await page.reload();
  await shells.prompt();
  await shells.run(show);
  expect(await look()).toEqual(before);
  await shells.run(String.raw`tabs -8; printf '\e]104\a\e[0 q'`);
});

test('closing a tab asks while a program runs in it, in the background too, and not at a prompt', async ({
  page,
  shells,
}) => {
  const tabs = page.getByRole('tablist', { name: text.terminalTabs }).getByRole('tab');
  const dialog = page.getByRole('dialog');
  await shells.open();
  await page.getByRole('button', { name: text.newShell }).click();
  await expect(tabs).toHaveCount(2);
  await shells.prompt();
  await shells.enter('sleep 998');
  await expect.poll(shells.read).toMatch(/sleep 998$/);
  await tabs.nth(1).press('Delete');
  await expect(dialog).toContainText(text.closeProgram('sleep'));
  await dialog.getByRole('button', { name: text.cancel }).click();
  await shells.input.focus();
  await page.keyboard.press('Control+c');
  await shells.run('sleep 997 & true');
  await tabs.nth(1).press('Delete');
  await expect(dialog).toContainText(text.closeProgram('sleep'));
  await dialog.getByRole('button', { name: text.cancel }).click();
  await shells.run('kill %1; wait');
  await tabs.nth(1).press('Delete');
  await expect(tabs).toHaveCount(1);
  await expect(dialog).toHaveCount(0);
});

test('a small window shrinks the terminal only while it is seen', async ({ page, context, shells }) => {
  // The line with the number of viewers takes a row.
  const columns = () => shells.run('tput cols');
  await shells.open();
  const size = await columns();
  const small = await context.newPage();
  await small.setViewportSize({ width: 700, height: 500 });
  const second = terminalPage(small);
  await small.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => sessionStorage.getItem('seen') ?? 'visible' });
  });
  await second.open();
  await small.getByRole('tab', { name: text.terminal, exact: true }).click();
  await expect(shells.panel.getByRole('status').first()).toContainText(text.viewers(2));
  const see = (state: string) =>
    small.evaluate((visibility) => {
      sessionStorage.setItem('seen', visibility);
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await expect.poll(() => columns()).not.toBe(size);
  await see('hidden');
  await expect.poll(() => columns()).toBe(size);
  await see('visible');
  await expect.poll(() => columns()).not.toBe(size);
  await small.close();
  await expect.poll(() => columns()).toBe(size);
  expect(page.url()).toContain('/labs/');
});

test('Escape and Tab leave a prompt and eat no letter; vim gets both', async ({ page, shells }) => {
  await shells.open();
  await shells.run('true');
  await shells.input.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tab', { name: /Connected/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('echo "whole $((40 + 2))"\n');
  await expect(shells.rows).toContainText('whole 42');
  await shells.enter('vim --clean scratch.txt');
  await expect(shells.rows).toContainText('[New');
  await page.keyboard.type('iwords');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(shells.input).toBeFocused();
  await expect(shells.rows).not.toContainText('-- INSERT --');
  await page.keyboard.type(':q!\n');
  await shells.prompt();
});

test('what is pasted at bash never runs on its own, whatever control characters are in it', async ({
  page,
  request,
  attempt,
  shells,
}) => {
  const owned = 'rm -f /tmp/owned';
  const paste = async (clip: string) => {
    await page.evaluate((words) => navigator.clipboard.writeText(words), clip);
    await page.keyboard.press('Control+v');
  };
  await shells.open();
  await shells.run(owned);
  await shells.input.focus();
  await paste('echo a\u001b[201~\rtouch /tmp/owned\r');
  await expect(shells.rows).toContainText('touch /tmp/owned');
  // The shell goes with the line that waits at its prompt.
  await request.delete(`/api/attempts/${attempt}/terminals/shell-1`);
  await shells.open();
  expect(await shells.run('ls /tmp/owned')).toContain('No such file');
});
