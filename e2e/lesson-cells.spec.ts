import { expect, test } from '@playwright/test';
import { languages } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { axeFindings } from './axe.ts';
import { endPlaygrounds, lessonPage } from './lesson-page.ts';
import { visit } from './visit.ts';

const lesson = 'glance/why-kubernetes';

test.afterEach(({ page }) => endPlaygrounds(page));

for (const language of languages) {
  test(`in ${language}: reading makes no cluster; Run does, cells share a shell, their outputs are there after a reload, and so is the cluster`, async ({
    page,
  }) => {
    test.slow();
    const text = labTextOf(language);
    await visit(page, `/${language}/${lesson}/`);
    expect(await (await page.request.get('/api/playgrounds')).json()).toEqual([]);
    const at = lessonPage(page, language);
    await at.run(1);
    await at.ran(1);
    await expect(at.output(1)).toContainText('deployment.apps/web condition met');
    await at
      .cell(1)
      .getByRole('button', { name: text.runCell('1'), exact: true })
      .focus();
    await page.keyboard.press('Shift+Enter');
    await expect(at.output(1)).toContainText('AlreadyExists');
    await at.ran(1);
    await at.run(2);
    await at.ran(2);
    await expect(at.output(2)).toContainText('default-scheduler');
    await page.reload();
    await expect(at.output(2)).toContainText('default-scheduler');
    await expect(at.output(1)).toContainText('AlreadyExists');
    await page.getByRole('button', { name: text.clusterPane, exact: true }).click();
    const picture = page.locator('.desk .cluster-view');
    await expect(picture).toContainText(/web-[a-z0-9]+-[a-z0-9]+/, { timeout: 60_000 });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: text.terminal, exact: true }).click();
    await expect(picture).toHaveCount(0);
    await expect(page.locator('.desk .terminal-view')).toHaveAttribute('data-phase', 'live', { timeout: 60_000 });
  });
}

const beacon =
  '{apiVersion: v1, kind: Pod, metadata: {name: beacon, namespace: default}, spec: {containers: [{name: lamp, image: "course.local/busybox:1.37", command: [sleep, "600"]}]}}';

test('a manifest is edited in place and applied, the picture of the cluster shows it, and the edit is there after a reload', async ({
  page,
}) => {
  test.slow();
  const text = labTextOf('en');
  const file = 'lighthouse.yaml';
  await visit(page, '/en/probes/liveness-exec/');
  const at = lessonPage(page, 'en');
  const editor = at.cell(1).locator('.cm-content');
  await at
    .cell(1)
    .getByRole('button', { name: text.editFile(file), exact: true })
    .click();
  await editor.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(beacon);
  await at
    .cell(1)
    .getByRole('button', { name: text.applyFile(file), exact: true })
    .click();
  await at.ran(1);
  await expect(at.output(1)).toContainText('pod/beacon created');
  await page.getByRole('button', { name: text.clusterPane, exact: true }).click();
  await expect(page.locator('.desk .cluster-view')).toContainText('beacon', { timeout: 60_000 });
  expect(await axeFindings(page)).toEqual([]);
  await page.reload();
  await expect(editor).toContainText('name: beacon');
  await expect(at.output(1)).toContainText('pod/beacon created');
});
