import { expect, type Page } from '@playwright/test';
import { labTextOf } from '@drydock/site/text';
import { terminalPage, test } from './terminal-page.ts';

const text = labTextOf('en');
test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('tabs: a second terminal is another shell; renamed it keeps its name over a reload; closed it is gone', async ({
  page,
  shells,
}) => {
  const tabs = page.getByRole('tablist', { name: text.terminalTabs }).getByRole('tab');
  await shells.open();
  await shells.run('where=first');
  await page.getByRole('button', { name: text.newShell }).click();
  await expect(tabs).toHaveText([/Shell 1/, /Shell 2/]);
  await shells.prompt();
  expect(await shells.run('echo "at ${where-nowhere}"')).toBe('at nowhere');
  await tabs.nth(1).press('F2');
  await page.getByRole('textbox', { name: text.rename('Shell 2') }).fill('编辑器 editor');
  await page.keyboard.press('Enter');
  await expect(tabs.nth(1)).toContainText('编辑器 editor');
  await page.reload();
  await shells.prompt();
  await expect(tabs).toHaveText([/Shell 1/, /编辑器 editor/]);
  await tabs.nth(0).press('ArrowRight');
  await expect(tabs.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await shells.prompt();
  expect(await shells.run('echo "at ${where-nowhere}"')).toBe('at nowhere');
  await tabs.nth(1).press('Delete');
  await expect(tabs).toHaveText([/Shell 1/]);
  expect(await shells.run('echo "at ${where-nowhere}"')).toBe('at first');
  await page.reload();
  await expect(tabs).toHaveText([/Shell 1/]);
});

test('a paste of several lines is asked about where each would run, and only then', async ({ page, shells }) => {
  const dialog = page.getByRole('dialog');
  await shells.open();
  // What is typed before the screen was cleared is cleared with it.
  await shells.enter('clear; echo "cleared $((1 + 1))"; cat > pasted.txt');
  await expect(shells.rows).toContainText('cleared 2');
  await paste(page, 'one line');
  await expect(shells.rows).toContainText('one line');
  await expect(dialog).toHaveCount(0);
  await paste(page, '\nrefused 1\nrefused 2\n');
  await expect(dialog).toHaveAccessibleName(text.pasteTitle(3));
  await expect(dialog).toContainText('refused 2');
  await expect(dialog.getByRole('button', { name: text.cancel })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(shells.input).toBeFocused();
  await paste(page, ', taken\nsecond line\n');
  await dialog.getByRole('button', { name: text.paste }).click();
  await expect(shells.rows).toContainText('second line');
  await page.keyboard.press('Control+d');
  await shells.prompt();
  expect(await shells.run('cat pasted.txt')).toBe('one line, taken\nsecond line');
});

test('the search reaches what has left the screen, reports no match, and leads back', async ({ page, shells }) => {
  await shells.open();
  await shells.run('echo "needle $((40 + 2))"; seq 1 300');
  await expect(shells.rows).not.toContainText('needle 42');
  await page.keyboard.press('Control+Shift+F');
  const find = page.getByRole('searchbox', { name: text.find });
  await expect(find).toBeFocused();
  await page.keyboard.type('haystack');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('search').getByRole('status')).toHaveText(text.findNone);
  await find.fill('needle 42');
  await page.getByRole('button', { name: text.findPrevious }).click();
  await expect(shells.rows).toContainText('needle 42');
  await expect(page.getByRole('search').getByRole('status')).toHaveText('');
  await find.press('Escape');
  await expect(find).toHaveCount(0);
  await expect(shells.input).toBeFocused();
});

test('code blocks of the lab, and of a lesson in another tab, are typed and do not run', async ({
  page,
  context,
  shells,
}) => {
  await shells.open();
  await shells.run('true');
  await page.getByRole('button', { name: text.toTerminal }).first().click();
  const typed = 'kubectl top pod memory-demo -n mem-example';
  await expect.poll(shells.read).toMatch(new RegExp(`\\$ ${typed}$`));
  await expect(shells.input).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(shells.rows).toContainText(/not found|not available/);
  await shells.run('true');

  const lesson = await context.newPage();
  await lesson.goto('/en/resources/memory/');
  // Of several lines the terminal asks first.
  const button = lesson
    .getByRole('button', { name: text.toTerminal })
    .and(lesson.locator('[data-commands]:not([data-commands*="\\a "])'))
    .first();
  const command = (await button.getAttribute('data-commands')) ?? '';
  expect(command).toMatch(/^kubectl /);
  await button.click();
  await page.bringToFront();
  await expect.poll(async () => (await shells.read()).replace(/\n/g, '')).toContain(`$ ${command}`);
  await page.keyboard.press('Control+c');
});

test('what is selected is copied only when the student chose so', async ({ page, shells }) => {
  await shells.open();
  await shells.run('echo "chosen-$((40 + 2))"');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const select = async () => {
    const box = await shells.rows.getByText('chosen-42').boundingBox();
    if (box) await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
  };
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  await select();
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(clipboard).toBe('chosen-42');
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  await select();
  await page.getByLabel(text.settings).click();
  expect(await clipboard()).toBe('before');
  await page.getByRole('checkbox', { name: text.copyOnSelect }).check();
  await page.getByLabel(text.settings).click();
  await select();
  await expect.poll(clipboard).toBe('chosen-42');
});

test('an input method’s words reach the shell once, composed', async ({ page, shells }) => {
  await shells.open();
  await shells.enter('clear; echo "cleared $((1 + 1))"; read -r words; echo "got ${#words} $words"');
  await expect(shells.rows).toContainText('cleared 2');
  await shells.input.focus();
  const browser = await page.context().newCDPSession(page);
  for (const word of ['zhong', 'zhongw', 'zhong wen']) {
    await browser.send('Input.imeSetComposition', {
      text: word,
      selectionStart: word.length,
      selectionEnd: word.length,
    });
  }
  await browser.send('Input.insertText', { text: '中文' });
  await expect.poll(shells.read).toBe('cleared 2\n中文');
  await browser.send('Input.imeSetComposition', { text: 'ce', selectionStart: 2, selectionEnd: 2 });
  await browser.send('Input.insertText', { text: '测试🙂' });
  await expect.poll(shells.read).toBe('cleared 2\n中文测试🙂');
  await page.keyboard.press('Enter');
  await expect(shells.rows).toContainText('got 5 中文测试🙂');
});

test('a line as wide as the terminal keeps its last character when the window changes its height', async ({
  page,
  shells,
}) => {
  await shells.open();
  await shells.run('true');
  const rows = shells.rows.locator('> div');
  const before = await rows.count();
  await shells.enter('clear; printf "%0*d" $COLUMNS 7; read -rsn1; echo "goes on $((40 + 2))"');
  await expect.poll(shells.read).toMatch(/^0+7$/);
  const full = await shells.read();
  await page.setViewportSize({ width: 1440, height: 700 });
  await expect.poll(() => rows.count()).toBeLessThan(before);
  await page.keyboard.press('x');
  await expect(shells.rows).toContainText('goes on 42');
  expect((await shells.read()).split('\n').slice(0, 2)).toEqual([full, 'goes on 42']);
});

test('two pages at one terminal: both type, both see everything once', async ({ page, context, shells }) => {
  await shells.open();
  const second = terminalPage(await context.newPage());
  await second.open();
  await expect(shells.panel.getByRole('status').first()).toContainText(text.viewers(2));
  await shells.write('echo "from ');
  await expect(second.rows).toContainText('echo "from');
  await second.enter('both $((1 + 1))"');
  for (const viewer of [shells, second]) await expect(viewer.rows).toContainText('from both 2');
  expect(page.url()).toContain('/labs/');
  await expect.poll(shells.read).toBe(await second.read());
});

async function paste(page: Page, clip: string): Promise<void> {
  await page.evaluate((words) => navigator.clipboard.writeText(words), clip);
  await page.keyboard.press('Control+Shift+V');
}
