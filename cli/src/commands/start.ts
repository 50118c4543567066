import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { readHostLoad } from '@drydock/host';
import { announce } from '../announce.ts';
import { deepFreezeFindings } from '../doctor/findings.ts';
import { prepareAll } from '../setup/all.ts';
import { chooseDriver, chosenDriver, driverOf } from '../setup/driver.ts';
import { chosenContext, chosenNodeAccess, ownKubeconfigFiles } from '../setup/external.ts';
import { demandLent, drawContexts } from '../setup/lend.ts';
import { createProgress, formatDuration } from '../setup/progress.ts';
import { builtSite } from '../setup/site.ts';

/** What `drydock start` may be told. */
export interface StartOptions {
  readonly port?: number;
  readonly host?: string;
  readonly base?: string;
  readonly data?: string;
  readonly yes: boolean;
  /** Installs and builds nothing: host, images and site are ready. */
  readonly prepared: boolean;
  readonly record?: 'off' | 'output' | 'input';
  readonly recordBy?: 'student' | 'course';
  readonly driver?: string;
  readonly context?: string;
  readonly nodeAccess?: string;
  readonly confirm?: string;
  readonly tier?: '1' | '2';
}

/** `drydock start`: prepares the host, the images and the site, serves until it is interrupted; sandboxes stay for the next start. */
export async function start(options: StartOptions, signal: AbortSignal): Promise<number> {
  const startedAt = Date.now();
  chooseDriver(options);
  const isLent = (await chosenDriver()).info.name === 'external';
  const context = chosenContext();
  if (isLent && context === undefined) return listContexts();
  const progress = createProgress();
  const { readConfig, isLoopback, startServer, assertFree } = await import('@drydock/server');
  const config = readConfig({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.base === undefined ? {} : { base: options.base }),
    ...(options.data === undefined ? {} : { dataDirectory: options.data }),
    ...(options.record && { record: options.record }),
    ...(options.recordBy && { recordBy: options.recordBy }),
  });
  await assertFree(config);
  if (isLent && context !== undefined)
    await demandLent({
      context,
      nodeAccess: chosenNodeAccess(),
      dataDirectory: config.dataDirectory,
      confirmed: options.confirm,
      signal,
    });
  if (!options.prepared) await prepareAll({ purpose: 'start', saidYes: options.yes, progress, signal });
  const siteDirectory = await builtSite(progress, signal, config.base);
  signal.throwIfAborted();
  const driver = await driverOf(config.runDirectory);
  const server = await startServer({ config, siteDirectory, driver, measure: readHostLoad });
  const { host, base, origins, students, tier } = config;
  const readyAfter = formatDuration((Date.now() - startedAt) / 1000);
  const interfaces = networkInterfaces();
  const opened = {
    url: server.url,
    base,
    host,
    isLoopback: isLoopback(host),
    origins,
    students,
    tier,
    readyAfter,
    interfaces,
  };
  process.stdout.write(`${announce(opened)}\n`);
  for (const warning of [...server.warnings, ...(options.prepared && !isLent ? await freezeWarnings() : [])])
    process.stderr.write(`Warning: ${warning}\n`);
  if (!signal.aborted) await once(signal, 'abort');
  await progress.step('Closing', () => server.close());
  return 0;
}

/** What was prepared for a class, and cannot keep its clusters small: they are only paused. */
async function freezeWarnings(): Promise<readonly string[]> {
  const { deepFreezeLack } = await import('@drydock/sandbox');
  return deepFreezeFindings({ deepFreezeLack: deepFreezeLack() }).map(({ message, fix }) => `${message} ${fix}`);
}

/** `drydock site`: builds the pages of this checkout if they have changed, and prints their folder. */
export async function printSite({ base: chosen }: { base?: string }, signal: AbortSignal): Promise<number> {
  const { readConfig } = await import('@drydock/server');
  const { base } = readConfig(chosen === undefined ? {} : { base: chosen });
  process.stdout.write(`${await builtSite(createProgress(), signal, base)}\n`);
  return 0;
}

/** Lists the contexts that could be lent; nothing was started. */
async function listContexts(): Promise<number> {
  const { contextsOf, readKubeconfig } = await import('@drydock/sandbox/external');
  const files = await ownKubeconfigFiles();
  process.stdout.write(`${drawContexts(contextsOf(await readKubeconfig(files)), files)}\n`);
  return 1;
}
