import { createProgress } from '../setup/progress.ts';
import { builtSite } from '../setup/site.ts';

/** `drydock site`: builds the pages of this checkout if they have changed, and prints their folder. */
export async function site(signal: AbortSignal): Promise<number> {
  process.stdout.write(`${await builtSite(createProgress(), signal)}\n`);
  return 0;
}
