import { join } from 'node:path';
import { freePort } from '@drydock/host';
import type { LabCatalogue } from '@drydock/lab';
import type { RunningServer } from '@drydock/server';
import { driverOf } from '../setup/driver.ts';

/** One Drydock of its own, on one port, whose labs can be exchanged. */
export interface Serving {
  serve(catalogue: LabCatalogue): Promise<RunningServer>;
  /** Ends it and removes its sandboxes. */
  end(): Promise<void>;
}

/** Creates the Drydock of a preview; its data is in this folder. It knows the lessons below `contentDirectory`, this checkout's by default. */
export async function createServing(dataDirectory: string, contentDirectory?: string): Promise<Serving> {
  const { readConfig, startServer } = await import('@drydock/server');
  const config = readConfig({
    dataDirectory,
    base: '/',
    ...(contentDirectory !== undefined && { contentDirectory }),
    port: await freePort(),
    host: '127.0.0.1',
    warm: 0,
    logLevel: 'warn',
  });
  const driver = await driverOf(config.runDirectory);
  let running: RunningServer | undefined;
  return {
    async serve(catalogue) {
      // Attempts and sandboxes outlive a server: the next one goes on with them, by the checks as they are now.
      await running?.close();
      running = await startServer({ config, siteDirectory: join(dataDirectory, 'no-site'), driver, catalogue });
      return running;
    },
    async end() {
      await running?.close();
      await Promise.all((await driver.list()).map((sandbox) => driver.destroy(sandbox.id)));
      await driver.sweep();
    },
  };
}
