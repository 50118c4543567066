import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkout } from '../setup/checkout.ts';

/** `npm run watch [FILES…]`: runs the unit tests that an edit concerns, again after each edit, until Ctrl-C. */
export async function watch(files: readonly string[], signal: AbortSignal): Promise<number> {
  const vitest = join(checkout, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'watch', '--config', 'vitest.config.ts', ...files], {
    cwd: checkout,
    stdio: 'inherit',
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [code]: (number | null)[] = await once(child, 'exit');
  return signal.aborted ? 0 : (code ?? 1);
}
