import { join } from 'node:path';
import { defineConfig, type LaunchOptions } from '@playwright/test';
import { addresses } from './addresses.ts';
import { apartEnvironment } from './apart/doors.ts';
import { args, isApart, program } from './browser.ts';

// On the machine's own network a browser loses requests while sandboxes come and go, and two would make each other lose more.
const workers = isApart ? addresses.length : 1;
const own = addresses[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)];

function launchOptions(): LaunchOptions {
  if (program === undefined) return { args };
  if (!isApart) return { args, executablePath: program };
  const executablePath = join(import.meta.dirname, 'apart', 'chromium.sh');
  return { args, executablePath, env: { ...process.env, ...apartEnvironment(program, addresses) } };
}

/** A browser for each running Drydock: a test owns the only student of one. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  workers,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  globalSetup: './apart/setup.ts',
  timeout: 300_000,
  // Only what fails waits this long: a machine that also starts clusters is slow at times.
  expect: { timeout: 45_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : [['list']],
  use: {
    ...(own === undefined ? {} : { baseURL: own }),
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(),
  },
});
