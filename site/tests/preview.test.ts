import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { lockSite } from '../build.ts';
import { previewSite, type SitePreview } from '../preview.ts';
import { alive, complaintsOf } from './console.ts';
import { serveFake, type FakeApi } from '../src/testing/fake-api.ts';
import { fakeTerminal } from '../src/testing/fake-terminal.ts';
import { openBrowser } from '../src/testing/stage.ts';
import { verdict } from './verdict.ts';

/** The pages as their authors see them: compiled on request, with Preact's own checks of what an island takes over. */
const directory = mkdtempSync(join(tmpdir(), 'drydock-preview-'));
const paths = ['en/labs/memory-limit/', 'en/resources/memory/', 'en/'];
/** A busy machine compiles a page of a hundred modules slowly. */
const patience = 600_000;
let lock: AsyncDisposable;
let site: SitePreview;
let api: FakeApi;
let browser: Browser;

beforeAll(async () => {
  // Astro serves no pages where it believes to be a part of a test.
  vi.stubEnv('VITEST', undefined);
  lock = await lockSite();
  [site, api, browser] = await Promise.all([
    previewSite(),
    serveFake(directory, { id: 'memory-limit', points: 6 }),
    openBrowser(),
  ]);
  // The first visit finds what is to be bundled, and loads the page again in its midst.
  const page = await openPage();
  for (const path of paths) {
    await page.goto(`${site.address}/${path}`);
    await alive(page);
  }
  await page.close();
}, patience);
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser.close();
  await Promise.all([site.close(), api.close()]);
  await lock[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true, force: true });
});

/** A page of the preview with the scripted API behind the same address. */
async function openPage(): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(patience);
  // Not the modules in src/islands/api.
  const isApi = ({ pathname }: URL): boolean => pathname.startsWith('/api/');
  await page.route(isApi, (route) => route.continue({ url: route.request().url().replace(site.address, api.url) }));
  await page.routeWebSocket(isApi, (socket) => {
    const behind = new WebSocket(socket.url().replace(/^\w+:\/\/[^/]+/, api.url.replace('http', 'ws')));
    behind.on('message', (data) => socket.send(Buffer.from(data as Buffer).toString()));
    behind.on('close', () => void socket.close());
    behind.on('error', () => void socket.close());
    socket.onMessage((message) => behind.send(message));
    socket.onClose(() => behind.close());
  });
  await fakeTerminal(page);
  return page;
}

test(
  'islands that come to life after the verdicts are there take over what was built, and no page has an error in the console',
  async () => {
    const page = await openPage();
    const complaints = complaintsOf(page);
    await page.goto(`${site.address}/en/labs/memory-limit/`);
    await page.getByRole('button', { name: 'Start lab' }).click();
    await page.getByText('Waiting for a cluster').first().waitFor();
    if (!api.attempt) throw new Error('the page did not start an attempt');
    api.emit({ type: 'attempt', attempt: { ...api.attempt, state: 'ready', parameters: { token: 'k3j9' } } });
    api.emit({ type: 'verdicts', verdicts: [verdict('run/limit', 'fail')], points: 0 });
    await page.getByText('Cluster ready').waitFor();

    // The lists of checks are the last to come to life.
    const known = Promise.withResolvers<void>();
    await page.route('**/islands/lab/CheckList.tsx*', async (route) => {
      await known.promise;
      await route.continue();
    });
    await page.reload();
    await page.getByText('Cluster ready').waitFor();
    known.resolve();
    await page
      .getByRole('button', { name: /^Show a hint/ })
      .first()
      .waitFor();
    await alive(page);
    for (const path of paths) {
      await page.goto(`${site.address}/${path}`);
      await alive(page);
    }
    expect(complaints).toEqual([]);
    await page.close();
  },
  patience,
);
