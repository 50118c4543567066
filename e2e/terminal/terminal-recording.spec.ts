import { expect } from '@playwright/test';
import { AttemptRecordings, parseAsciicast } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { typeHidden } from '../hidden-line.ts';
import { test } from './terminal-page.ts';

test('what is typed is in the recording only where that was switched on, and the page says so', async ({
  page,
  attempt,
  shells,
}) => {
  const text = labTextOf('en');
  const panel = page.locator('details.recordings');
  await shells.open();
  await panel.locator('summary').click();
  await panel.getByRole('radio', { name: text.recordInput, exact: true }).click();
  await expect(shells.panel.locator('.status-line')).toContainText(text.terminalRecordedInput);
  await typeHidden(page, 'never-shown');
  const { setting, recordings } = AttemptRecordings.parse(
    await (await page.request.get(`/api/attempts/${attempt}/recordings`)).json(),
  );
  expect(setting).toEqual({ on: true, input: true });
  const [recording] = recordings;
  expect(recording).toMatchObject({ input: true, running: true });
  const file = await page.request.get(`/api/attempts/${attempt}/recordings/${recording?.name}`);
  const typed = parseAsciicast(await file.text()).events.flatMap(({ code, data }) => (code === 'i' ? [data] : []));
  expect(typed.join('')).toContain('never-shown\r');
  await panel.getByRole('radio', { name: text.recordNothing, exact: true }).click();
  await expect(shells.panel.locator('.recorded')).toHaveCount(0);
});
