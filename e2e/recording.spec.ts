import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { Attempt, languages, parseAsciicast } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { axeFindings } from './axe.ts';
import { typeHidden } from './hidden-line.ts';
import { labPage, preferReadableTerminals } from './lab-page.ts';
import { visit } from './visit.ts';

const lab = 'memory-limit';

test.beforeEach(({ page }) => preferReadableTerminals(page));

for (const language of languages) {
  const text = labTextOf(language);

  test(`in ${language}: switched on by the student, told at the terminal, and replayed with its markers after the attempt`, async ({
    page,
  }) => {
    test.slow();
    await visit(page, `/${language}/labs/${lab}/`);
    const at = labPage(page, language);
    const shown = page.locator('.terminal-view:not([hidden])');
    const panel = page.locator('details.recordings');
    try {
      await at.start();
      const { id } = await livingAttempt(page);
      await expect(panel.getByRole('status')).toContainText(text.recordingOff);
      await at.type(['echo never-$((1000 + 1))-recorded']);

      await panel.locator('summary').click();
      await panel.getByRole('radio', { name: text.recordOutput, exact: true }).click();
      await expect(panel.getByRole('status')).toContainText(text.recordingOutput);
      await expect(shown.locator('.status-line')).toContainText(text.terminalRecorded);
      await typeHidden(page, 'never-shown');
      await at.type(['kubectl create namespace mem-example']);
      await page.keyboard.insertText('echo shown-$((2000 + 2))');
      await page.keyboard.press('Enter');
      await expect(at.screen()).toContainText('shown-2002');
      await at.press('check');
      await expect(page.getByRole('button', { name: text.check, exact: true })).toBeEnabled({ timeout: 120_000 });
      await at.press('submit');
      await expect(page.getByRole('region', { name: text.resultTitle })).toBeVisible({ timeout: 120_000 });
      expect(await axeFindings(page)).toEqual([]);

      await page.getByRole('button', { name: text.endLab, exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: text.endLab, exact: true }).click();
      await expect(page.getByRole('button', { name: text.startAgain })).toBeVisible();
      await page.reload();
      await expect(panel.getByRole('status')).toHaveText(text.recordingCount(1));
      await panel.locator('summary').click();

      const cast = await downloaded(page, panel.getByRole('link'));
      const { events } = parseAsciicast(cast);
      const output = events.flatMap(({ code, data }) => (code === 'o' ? [data] : [])).join('');
      const markers = events.flatMap(({ code, data }) => (code === 'm' ? [data] : []));
      expect(output).toContain('shown-2002');
      expect(cast).not.toContain('never-1001-recorded');
      expect(cast).not.toContain('never-shown');
      expect(events.filter(({ code }) => code === 'i')).toEqual([]);
      expect(markers[0]).toBe(`Attempt ${id} started`);
      expect(markers).toContainEqual(expect.stringMatching(/^Checked: \d+ of \d+ points$/));
      expect(markers).toContainEqual(expect.stringMatching(/^Submitted: \d+ of \d+ points$/));

      await panel.getByRole('button', { name: text.play }).click();
      const player = page.getByRole('dialog');
      await expect(player.locator('.ap-term')).toContainText('shown-2002', { timeout: 120_000 });
      await expect(player.getByRole('button', { name: text.play, exact: true })).toBeVisible({ timeout: 120_000 });
      expect(await axeFindings(page)).toEqual([]);
      await player.getByRole('list', { name: text.playerMarkers }).getByText(text.markerStart).click();
      await expect(player.locator('.ap-term')).not.toContainText('shown-2002');
      await page.keyboard.press('Escape');
      await expect(player).toHaveCount(0);
    } finally {
      await endAll(page);
    }
  });
}

async function downloaded(page: Page, link: ReturnType<Page['getByRole']>): Promise<string> {
  const waiting = page.waitForEvent('download');
  await link.click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

async function livingAttempt(page: Page): Promise<Attempt> {
  const living = Attempt.array().parse(await (await page.request.get('/api/attempts')).json());
  const found = living.find((attempt) => attempt.lab === lab);
  if (!found) throw new Error(`there is no living attempt at ${lab}`);
  return found;
}

async function endAll(page: Page): Promise<void> {
  const living = Attempt.array().parse(await (await page.request.get('/api/attempts')).json());
  for (const { id } of living) await page.request.delete(`/api/attempts/${id}`);
}
