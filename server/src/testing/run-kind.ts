import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { startServer } from '../server.ts';
import { kindDriverIn } from './kind-driver.ts';

/** What a test may set. */
const Settings = z.object({ idleMs: z.number().optional(), deepAfterMs: z.number().optional() });

// A server on real clusters in a process of its own, to be killed by a test. Arguments: data directory, settings as JSON. Prints its address, then waits.
const [dataDirectory = '', settings = '{}'] = process.argv.slice(2);
const labsDirectory = join(import.meta.dirname, '../../../labs');
const { idleMs = 3600_000, deepAfterMs = 3600_000 } = Settings.parse(JSON.parse(settings));
const times = { watchMs: 300, idleMs, deepAfterMs };
const server = await startServer({
  config: readConfig(
    { dataDirectory, port: 0, warm: 0, maximum: 2, labsDirectory, logLevel: 'info', students: 'browser', ...times },
    {},
  ),
  siteDirectory: '/nowhere',
  driver: await kindDriverIn(dataDirectory),
});
process.stdout.write(`${server.url}\n`);
