import type { DriverName } from '../known-drivers.ts';
import { fail } from '../text/fail.ts';

/** Whom a server is for. 1: students who may be root on the machine, such as its owner. 2: students who know each other and share it. */
export type Tier = 1 | 2;

/** Returns the tier that DRYDOCK_TIER names, 1 without it; `bad_request` for any other. */
export function tierNamed(text = '1'): Tier {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw fail('bad_request', (words) => words.noTier(text));
}

/** Throws `bad_request` for a driver that knows only tier 1: a cluster that is lent is its owner's to close. */
export function demandTier(driver: DriverName, tier: Tier): void {
  if (tier === 2 && driver !== 'kind') throw fail('bad_request', (words) => words.noTierOf(driver));
}
