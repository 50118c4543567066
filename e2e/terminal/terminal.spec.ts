import { expect } from '@playwright/test';
import { labTextOf } from '@drydock/site/text';
import { flakyLine } from '../flaky-line.ts';
import { test } from './terminal-page.ts';

test('a reload in the middle of vim: the same screen, the same mode, and the file holds every byte once', async ({
  page,
  shells,
}) => {
  await shells.open();
  await shells.run('rm -f notes.txt');
  await shells.enter('vim notes.txt');
  await expect(shells.rows).toContainText('"notes.txt"');
  await page.keyboard.type('i');
  await expect(shells.rows).toContainText('-- INSERT --');
  await page.keyboard.insertText('first line');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('第二行');
  // The ruler is the last that vim paints.
  await expect.poll(shells.read).toMatch(/第二行[^]*2,10-7/);
  // On a busy machine the page gives the terminal its last row late: how many empty lines vim shows does not count.
  const screen = async () => (await shells.read()).replaceAll(/(?:\n~)+/g, '\n~');
  const before = await screen();
  expect(before).not.toContain('student');

  await page.reload();
  await expect(shells.panel).toHaveAttribute('data-phase', 'live');
  await expect.poll(screen).toBe(before);
  await shells.write(' goes on');
  await expect(shells.rows).toContainText('第二行 goes on');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await page.keyboard.insertText('the ');
  await page.keyboard.press('Escape');
  await shells.enter(':wq');
  await shells.prompt();
  expect(await shells.run('cat notes.txt; wc -c < notes.txt')).toBe('the first line\n第二行 goes on\n33');
});

test('offline for some seconds while a program counts: shown, reconnected on its own, every number once and in order', async ({
  page,
  shells,
  baseURL,
}) => {
  const text = labTextOf('en');
  await using line = await flakyLine(baseURL ?? '');
  await shells.open('en', line.address);
  // Numbers with commas fill the rows without a gap, so that the screen holds them all and reads as one line.
  await shells.enter(
    'clear; for n in $(seq 1001 1250); do printf "%s," $n; sleep 0.04; done; echo; echo "counted $((1 + 249))"',
  );
  await expect(shells.rows).toContainText('1010,');
  line.cut();
  await expect(shells.panel).toHaveAttribute('data-phase', 'waiting');
  await expect(shells.panel.getByRole('status').first()).toContainText(/Connection lost; trying again in \d+ s/);
  await expect(shells.panel.getByRole('button', { name: text.terminalTryNow })).toBeVisible();
  await expect(page.getByRole('tab', { name: /Connection lost/ })).toBeVisible();
  // It tries and fails before the line is back.
  await line.refused(3);
  line.repair();
  await expect(shells.rows).toContainText('counted 250');
  await expect(shells.panel).toHaveAttribute('data-phase', 'live');
  const shown = (await shells.rows.locator('> div').allInnerTexts())
    .join('')
    .split(',')
    .map((part) => part.trim());
  const numbers = shown.filter((part) => /^\d+$/.test(part)).map(Number);
  expect(numbers).toEqual(Array.from({ length: 250 }, (_, index) => 1001 + index));
  expect(await shells.run('echo "typed $((40 + 2))"')).toBe('typed 42');
});
