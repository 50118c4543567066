import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Attempt, languages, PublicLab } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';
import { axeFindings } from './axe.ts';
import { labPage, preferReadableTerminals, type LabPage } from './lab-page.ts';
import { visit } from './visit.ts';

interface Walk {
  readonly lab: string;
  readonly lesson: string;
  /** What the student types, after the parameters of the attempt are known. */
  readonly solve: (page: LabPage, parameters: Record<string, string>) => Promise<void>;
}

/** Heredocs of the reference solution, typed as a student would. */
function solutionLines(lab: string, from: RegExp): readonly string[] {
  const script = readFileSync(join(import.meta.dirname, '..', 'labs', lab, 'solution', 'solve.sh'), 'utf8');
  return script.slice(script.search(from)).trimEnd().split('\n');
}

const walks: readonly Walk[] = [
  {
    lab: 'memory-limit',
    lesson: 'resources/memory',
    solve: (page) => page.type(solutionLines('memory-limit', /^kubectl create namespace/m)),
  },
  {
    lab: 'pv-pvc-nginx',
    lesson: 'storage/pv-pvc',
    solve: async (page, { token }) => {
      await page.type(
        solutionLines('pv-pvc-nginx', /^kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: PersistentVolume$/m),
      );
      await page.openNodeShell();
      await page.type(['mkdir -p /mnt/data', `echo '${token}' > /mnt/data/index.html`]);
    },
  },
];

test.beforeEach(({ page }) => preferReadableTerminals(page));

for (const { lab, lesson, solve } of walks) {
  for (const language of languages) {
    test(`${lab} in ${language}: lesson, start, solution typed, every tick, submit, points, and all of it after a reload`, async ({
      page,
    }) => {
      test.slow();
      const text = labTextOf(language);
      await visit(page, `/${language}/${lesson}/`);
      await page.locator(`main a[href="/${language}/labs/${lab}/"]`).first().click();
      await expect(page).toHaveURL(new RegExp(`/${language}/labs/${lab}/$`));
      const { points, tasks } = PublicLab.parse(await (await page.request.get(`/api/labs/${lab}`)).json());
      const checks = tasks.flatMap((task) => task.checks);
      try {
        const at = labPage(page, language);
        await at.start();
        for (const { id } of checks) await expect(at.checkLine(id)).not.toHaveAttribute('data-outcome', 'pass');
        await solve(at, (await livingAttempt(page, lab)).parameters);
        for (const { id } of checks.filter((one) => one.id !== 'same')) {
          await expect(at.checkLine(id)).toHaveAttribute('data-outcome', 'pass', { timeout: 180_000 });
        }
        await at.press('check');
        for (const { id } of checks) {
          await expect(at.checkLine(id)).toHaveAttribute('data-outcome', 'pass', { timeout: 120_000 });
        }
        await at.press('submit');
        await hasResult(page, text, points);
        const before = await at.screen().innerText();
        await page.reload();
        await hasResult(page, text, points);
        for (const { id } of checks) await expect(at.checkLine(id)).toHaveAttribute('data-outcome', 'pass');
        await page.getByText(text.solution, { exact: true }).click();
        await expect(page.locator('.solution-text')).toContainText('kubectl apply');
        await expect(page.locator('.solution-text')).not.toContainText('{{');
        expect(await axeFindings(page)).toEqual([]);
        expect(before).toContain('typed');
        await expect(at.screen()).toContainText('typed', { timeout: 60_000 });
      } finally {
        const attempt = await livingAttempt(page, lab).catch(() => undefined);
        if (attempt) await page.request.delete(`/api/attempts/${attempt.id}`);
      }
    });
  }
}

async function hasResult(page: Page, text: ReturnType<typeof labTextOf>, points: number): Promise<void> {
  const result = page.getByRole('region', { name: text.resultTitle });
  await expect(result).toContainText(text.pointsOf(points, points), { timeout: 120_000 });
  await expect(result).toContainText(text.resultFull);
}

async function livingAttempt(page: Page, lab: string): Promise<Attempt> {
  const living = Attempt.array().parse(await (await page.request.get('/api/attempts')).json());
  const found = living.find((attempt) => attempt.lab === lab && attempt.state !== 'ended');
  if (!found) throw new Error(`there is no living attempt at ${lab}`);
  return found;
}
