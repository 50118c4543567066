import { expect, type Locator, type Page } from '@playwright/test';
import { type Language, Playground } from '@drydock/model';
import { labTextOf } from '@drydock/site/text';

/** A lesson with cells as a student uses it. */
export interface LessonPage {
  /** A cell by its number, counted from 1. */
  cell(id: number): Locator;
  /** What the last run of a cell printed. */
  output(id: number): Locator;
  /** Presses Run; the first one makes the cluster. */
  run(id: number): Promise<void>;
  /** Waits until a cell's run is over. */
  ran(id: number): Promise<void>;
}

/** The lesson that is open in this browser page. */
export function lessonPage(page: Page, language: Language): LessonPage {
  const text = labTextOf(language);
  const cell = (id: number): Locator => page.locator(`[data-cell="${id}"]`);
  return {
    cell,
    output: (id) => cell(id).locator('.cell-text'),
    run: (id) =>
      cell(id)
        .getByRole('button', { name: text.runCell(String(id)), exact: true })
        .click(),
    ran: (id) => expect(cell(id).locator('.cell-status')).toHaveAttribute('data-state', 'done', { timeout: 300_000 }),
  };
}

/** Ends the student's playgrounds, so that the next test begins without one. */
export async function endPlaygrounds(page: Page): Promise<void> {
  const living = Playground.array().parse(await (await page.request.get('/api/playgrounds')).json());
  for (const { id } of living) await page.request.delete(`/api/playgrounds/${id}`);
}
