import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Everything axe finds on a page as it is now, one line per rule with the places; empty when there is nothing. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // No page has frames, and only what is wrong is asked for: both halve the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
