import { expect } from '@playwright/test';
import { languages } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { axeFindings } from '../axe.ts';
import { test } from './terminal-page.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test.describe('on a phone', () => {
  test.use(phone);

  test('the touch keys do what the phone’s keyboard cannot, and leave it open', async ({ page, shells }) => {
    const keys = page.getByRole('toolbar', { name: labTextOf('en').touchKeys });
    const tap = async (key: string) => keys.getByRole('button', { name: key, exact: true }).tap();
    await shells.open();
    await shells.write('echo phone; kubectl api-ver');
    await tap('Tab');
    await expect(shells.rows).toContainText('kubectl api-versions');
    await expect(shells.input).toBeFocused();
    await tap('Ctrl');
    await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.insertText('u');
    await expect(shells.rows).not.toContainText('api-versions');
    await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'false');

    await shells.enter('clear; sleep 1000');
    await expect.poll(shells.read).toBe('');
    await tap('Ctrl');
    await page.keyboard.insertText('c');
    await expect(shells.rows).toContainText(/\^C.*\$/s);
    await shells.enter('echo "first $((1 + 1))"');
    await expect(shells.rows).toContainText('first 2');
    await tap('ArrowUp');
    await tap('ArrowLeft');
    await tap('ArrowLeft');
    await tap('ArrowLeft');
    await shells.enter('0');
    await expect(shells.rows).toContainText('first 11');

    await shells.enter('vim --clean scratch.txt');
    await expect(shells.rows).toContainText('[New');
    await page.keyboard.insertText('ione');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('two');
    await expect(shells.rows).toContainText('-- INSERT --');
    await tap('Escape');
    await expect(shells.rows).not.toContainText('-- INSERT --');
    await tap('ArrowUp');
    await page.keyboard.insertText('x');
    await expect.poll(shells.read).toMatch(/^on\ntwo\n~/);
    await shells.enter(':q!');
    await shells.prompt();
  });
});

test('screen reader mode: what a command prints can be read, the keyboard gets out and back, and it is remembered', async ({
  page,
  shells,
}) => {
  const text = labTextOf('en');
  const lines = shells.panel.getByRole('list').getByRole('listitem');
  const mode = page.getByRole('checkbox', { name: text.screenReader });
  await shells.open();
  await expect(lines).toHaveCount(0);
  await page.getByLabel(text.settings).click();
  await mode.check();
  await page.getByLabel(text.settings).click();
  await expect(lines.filter({ hasText: /^student ~ \$/ })).toHaveCount(1);
  await shells.input.focus();
  await page.keyboard.type('echo "heard $((40 + 2))"\n');
  await expect(lines.filter({ hasText: /^heard 42/ })).toHaveCount(1);
  await expect(shells.panel.locator('[aria-live="assertive"]')).toContainText('heard 42');

  const tab = page.getByRole('tab', { name: /Connected/ });
  for (const leave of [['Escape', 'Tab'], ['F6']]) {
    await expect(shells.input).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(shells.input).toBeFocused();
    for (const key of leave) await page.keyboard.press(key);
    await expect(tab).toBeFocused();
    await page.keyboard.press('Enter');
  }
  await expect(shells.input).toBeFocused();

  await page.reload();
  await shells.prompt();
  await expect(lines.filter({ hasText: /^heard 42/ })).toHaveCount(1);
  // What was there before the reload is not read aloud again.
  await expect(shells.panel.locator('[aria-live="assertive"]')).not.toContainText('heard');
  await page.getByLabel(text.settings).click();
  await expect(mode).toBeChecked();
});

for (const language of languages) {
  for (const [name, look] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['on a phone', { ...phone, colorScheme: 'light' }],
  ] as const) {
    test.describe(`${name}, in ${language}`, () => {
      test.use(look);

      test('axe finds nothing with terminals, the search and the settings open', async ({ page, shells }) => {
        const text = labTextOf(language);
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await shells.open(language);
        await page.getByRole('button', { name: text.newShell }).click();
        await expect(page.getByRole('tab', { selected: true }).last()).toContainText('2');
        await shells.prompt();
        await shells.run(String.raw`for n in 1 2 3 4 5 6 7; do printf '\e[3%dmcolour \e[9%dmbright\e[0m ' $n $n; done`);
        await page.keyboard.press('Control+Shift+F');
        await page.keyboard.type('colour');
        await page.keyboard.press('Enter');
        await page.getByLabel(text.settings).click();
        await page.getByRole('checkbox', { name: text.screenReader }).check();
        await expect(shells.panel.getByRole('list')).toBeAttached();
        expect(await axeFindings(page)).toEqual([]);
      });
    });
  }
}
