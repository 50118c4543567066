import { writeFile } from 'node:fs/promises';
import { checkoutCoverage, coverageFile } from '../lesson/coverage/checkout-coverage.ts';
import { coverageDocument } from '../lesson/coverage/document.ts';

/** What `drydock lesson coverage` may be told. */
export interface LessonCoverageOptions {
  readonly json: boolean;
  readonly write: boolean;
}

/** `drydock lesson coverage`: what the lessons and labs say they cover of the curriculum, and where they disagree. */
export async function lessonCoverage({ json, write }: LessonCoverageOptions): Promise<number> {
  const coverage = await checkoutCoverage();
  const document = coverageDocument(coverage);
  if (write) await writeFile(coverageFile, document);
  if (json) process.stdout.write(`${JSON.stringify(coverage, undefined, 2)}\n`);
  else if (!write) process.stdout.write(document);
  else {
    for (const finding of coverage.findings) process.stdout.write(`${finding}\n`);
    process.stdout.write('Written: docs/coverage.md\n');
  }
  return coverage.findings.length === 0 ? 0 : 1;
}
