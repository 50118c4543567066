import { join } from 'node:path';
import { readCourse } from '../../catalogue.ts';
import { checkout } from '../../setup/checkout.ts';
import { type Coverage, coverageOf } from './coverage.ts';

/** Where the table is kept. */
export const coverageFile = join(checkout, 'docs', 'coverage.md');

/** Reads what the lessons and labs of this checkout cover. */
export async function checkoutCoverage(): Promise<Coverage> {
  const { foldersIn, loadLessons } = await import('@drydock/lab');
  const { lessons } = await loadLessons(join(checkout, 'content'));
  const labs = new Set(await foldersIn(join(checkout, 'labs')));
  return coverageOf(await readCourse(), lessons, labs);
}
