import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@drydock/host';
import { CourseError, quoteCause } from '@drydock/model';
import { checkout } from '../setup/checkout.ts';

/** A Drydock of its own for the tests: free port, data folder of its own, ended by `stop`. */
export interface TestServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts `drydock start` as a student would and resolves when it is ready; its output is in `<dataFolder>/server.log`. `settings` are environment variables of the server. */
export async function serveForTests(
  dataFolder: string,
  signal: AbortSignal,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  await mkdir(dataFolder, { recursive: true });
  const port = await freePort();
  const logFile = join(dataFolder, 'server.log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    process.execPath,
    [join(checkout, 'cli', 'src', 'main.ts'), 'start', '--yes', '--port', String(port), '--data', dataFolder],
    {
      cwd: checkout,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...lanSettings(port), ...settings, DRYDOCK_DATA: dataFolder },
    },
  );
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  const address = `http://127.0.0.1:${port}`;
  try {
    await untilReady(`${address}/readyz`, ended, signal, logFile);
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 60_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** The pages are served under a LAN address too (e2e/addresses.ts), to the one student that a test owns. */
function lanSettings(port: number): Record<string, string> {
  return { DRYDOCK_ORIGINS: `http://192.0.2.1:${port}`, DRYDOCK_STUDENTS: 'one' };
}

async function untilReady(url: string, ended: Promise<number>, signal: AbortSignal, logFile: string): Promise<void> {
  let code: number | undefined;
  void ended.then((value) => (code = value));
  const until = Date.now() + 15 * 60_000;
  while (Date.now() < until) {
    signal.throwIfAborted();
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    if (code !== undefined) break;
    await delay(200, undefined, { signal });
  }
  const log = (await readFile(logFile, 'utf8').catch(() => '')).trim();
  const said = quoteCause(log) ?? log.split('\n').slice(-20).join('\n');
  throw new CourseError(
    'host_not_ready',
    code === undefined
      ? 'The server for the tests was not ready within 15 minutes.'
      : `The server for the tests ended with code ${code} before it was ready:\n${said}`,
    `Its output is in ${logFile}. \`npm start\` shows the same.`,
  );
}
