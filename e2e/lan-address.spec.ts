import { expect } from '@playwright/test';
import { lanHost } from './addresses.ts';
import { test } from './terminal/terminal-page.ts';

test('over plain http by a LAN address a terminal works, keeps its shell over a reload, and copies', async ({
  page,
  shells,
  baseURL,
}) => {
  const address = `http://${lanHost}:${new URL(baseURL ?? '').port}`;
  await shells.open('en', address);
  expect(await page.evaluate(() => [location.origin, isSecureContext])).toEqual([address, false]);
  expect(await shells.run('echo "over-$((6 * 7))"')).toBe('over-42');

  // The page may still move while it loads: a double click beside the word selects something else.
  await expect(async () => {
    const box = await shells.rows.getByText('over-42').boundingBox();
    if (!box) throw new Error('the line is not on the screen');
    await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
    await page.keyboard.press('Control+c');
    await shells.enter('clear; cat > copied.txt');
    await page.keyboard.press('Control+v');
    try {
      await expect(shells.rows).toContainText('over-42', { timeout: 5000 });
    } catch (error) {
      await page.keyboard.press('Control+c');
      await shells.run('echo "over-$((6 * 7))"');
      throw error;
    }
  }).toPass({ timeout: 90_000 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await shells.prompt();

  await page.reload();
  await shells.prompt();
  expect(await shells.run('cat copied.txt')).toBe('over-42');
});
