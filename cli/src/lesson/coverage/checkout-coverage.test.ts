import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { checkoutCoverage, coverageFile } from './checkout-coverage.ts';
import { coverageDocument } from './document.ts';

test('docs/coverage.md is what the lessons and labs of this checkout declare', async () => {
  const document = coverageDocument(await checkoutCoverage());
  const kept = await readFile(coverageFile, 'utf8');
  expect(kept, 'Run `npx drydock lesson coverage --write` and commit docs/coverage.md.').toBe(document);
});
