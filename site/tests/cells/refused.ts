import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import type { Stage } from '../../src/testing/stage.ts';
import { readerOf } from './reader.ts';

const root = {
  code: 'capability_missing',
  message: 'This needs root on a node.',
  fix: 'Read on.',
  zh: { message: '这里要在节点上有 root 权限。', fix: '可以先往下读。' },
};
const admin = { ...root, message: 'This needs an administrator.', zh: { ...root.zh, message: '这里要有管理员权限。' } };

/** Cells that the server does not run. */
export function testRefused(stage: Stage): void {
  const { cell, run, open, openReady, withTerminal, asked } = readerOf(stage);
  const isOff = (id: string) => cell(id).locator('.cell-run').getAttribute('aria-disabled');
  /** The words by which a reader of screens describes the button of a cell. */
  const described = (id: string) =>
    cell(id)
      .locator('.cell-run')
      .evaluate((button) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.innerText ?? '');

  test('a cell that this server does not run says so before it is run: its button is off, is reached by keyboard, and is described by the reason', async () => {
    const { api, page } = stage;
    api.playground.refused = [{ cells: ['3'], problem: root }];
    await open();
    await cell('3').getByText('This needs root on a node. Read on.').waitFor();
    expect([await isOff('1'), await isOff('3')]).toEqual(['false', 'true']);
    expect(await described('3')).toBe('Cell 3 cannot be run on this server. This needs root on a node. Read on.');
    expect(await described('1')).toBe('');
    await run('3').focus();
    expect(await run('3').evaluate((button) => document.activeElement === button)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Enter');
    await run('3').click({ force: true });
    await run('1').click();
    await expect.poll(() => api.playground.current?.id).toBe('p1');
    api.playground.ready();
    await expect.poll(asked).toEqual(['1 kubectl create namespace kitchen']);
    // A single one is told at the cell alone.
    expect(await page.locator('.lesson-refused').count()).toBe(0);
  });

  test('several are told at the top of the lesson too, by reason, with what to do once', async () => {
    const { api, page } = stage;
    api.playground.refused = [
      { cells: ['3', '5'], problem: root },
      { cells: ['2'], problem: admin },
    ];
    await open();
    expect(await page.getByRole('note').locator('p').allInnerTexts()).toEqual([
      'Cells 3 and 5 cannot be run on this server. This needs root on a node.',
      'Cell 2 cannot be run on this server. This needs an administrator. Read on.',
    ]);
    const [note, first] = await Promise.all([page.getByRole('note').boundingBox(), cell('1').boundingBox()]);
    expect((note?.y ?? 0) + (note?.height ?? 0)).toBeLessThan(first?.y ?? 0);
    await open('zh/kitchen/soup');
    await cell('5')
      .getByText('单元格 5 在这台服务器上不能运行。 这里要在节点上有 root 权限。 可以先往下读。')
      .waitFor();
    expect(await page.getByRole('note').locator('p').allInnerTexts()).toEqual([
      '单元格 3、5 在这台服务器上不能运行。 这里要在节点上有 root 权限。',
      '单元格 2 在这台服务器上不能运行。 这里要有管理员权限。 可以先往下读。',
    ]);
  });

  test('in use it stays off: neither keys, nor Run all above, nor a look at what a manifest would change run it', async () => {
    const { api, page } = stage;
    await withTerminal();
    api.playground.refused = [{ cells: ['2', '3', '4'], problem: root }];
    await openReady();
    await cell('2')
      .getByRole('button', { name: /what applying/ })
      .waitFor();
    await cell('2')
      .getByRole('button', { name: /what applying/ })
      .click({ force: true });
    await run('3').focus();
    await page.keyboard.press('Shift+Enter');
    await cell('4').getByRole('button', { name: 'Open cell 4 in the terminal' }).click({ force: true });
    expect(await page.locator('.dock').count()).toBe(0);
    await cell('5').locator('summary').click();
    await cell('5').getByRole('button', { name: 'Run all cells above' }).click();
    await expect.poll(() => asked().map((each) => each.slice(0, 1))).toEqual(['1']);
    await run('5').click();
    await expect.poll(() => asked().map((each) => each.slice(0, 1))).toEqual(['1', '5']);
    // What a student reads may still be changed.
    await cell('2').getByRole('button', { name: 'Edit soup.yaml' }).click();
    await cell('2').locator('.cm-content').waitFor();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test('a server that cannot tell refuses nothing beforehand', async () => {
    const { api } = stage;
    api.failNext('/refused', 500, 'internal', 'No.', 'Try again.');
    await openReady();
    await run('1').click();
    await expect.poll(asked).toEqual(['1 kubectl create namespace kitchen']);
  });
}
