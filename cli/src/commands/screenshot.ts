import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '@drydock/host';
import { checkout } from '../setup/checkout.ts';

/** `drydock screenshot`: docs/screenshot.png of the lab page, taken from a running Drydock with this machine's Chromium. */
export async function screenshot({ address }: { readonly address: string }): Promise<number> {
  const file = join(checkout, 'docs', 'screenshot.png');
  await mkdir(join(checkout, 'docs'), { recursive: true });
  const stdout = await run(process.execPath, [join(checkout, 'e2e', 'screenshot.ts'), address, file], {
    cwd: checkout,
    timeoutMs: 0,
  });
  process.stdout.write(stdout);
  return 0;
}
