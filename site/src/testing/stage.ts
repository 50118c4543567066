import { existsSync } from 'node:fs';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { serveFake, type FakeApi } from './fake-api.ts';

/** What a test of the pages has at hand; `api` and `page` are new in every test. */
export interface Stage {
  readonly browser: Browser;
  readonly api: FakeApi;
  readonly page: Page;
  /** The place of a check on the page of the lab. */
  readonly check: (id: string) => Locator;
  /** Waits until a check shows an outcome. */
  readonly outcome: (id: string, wanted: string) => Promise<void>;
  /** The server under a name that is not of this machine: over plain http, as on a network, so no secure context. */
  readonly lanAddress: () => string;
  /** Starts the lab on its page and makes its cluster ready. */
  readonly startLab: (address?: string) => Promise<void>;
}

const lanName = 'drydock.lan';
const lab = { id: 'first-pod', points: 3 };
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/**
 * A test is made again when Chromium cut the loads of its page, as it does each time a network comes or goes on this host; with clusters
 * made beside it that is often.
 */
export const againAfterCut = {
  count: 2,
  condition: /dynamically imported module|ERR_NETWORK_CHANGED|Timeout \d+ms exceeded/,
};

/** A browser of this machine. */
export async function openBrowser(): Promise<Browser> {
  if (!program) throw new Error('No browser found. Install one: apt-get install -y chromium');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
    `--host-resolver-rules=MAP ${lanName} 127.0.0.1`,
  ];
  return chromium.launch({ executablePath: program, args });
}

/**
 * Opens a browser before the tests of this suite, and a page in front of a scripted API before each; a page that threw fails its test, and so does one
 * that asked for something outside of `base`, the path under which the site was built.
 */
export function openStage(directory: string, base = ''): Stage {
  let browser: Browser;
  let api: FakeApi;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    api = await serveFake(directory, lab, base);
    page = await browser.newPage({ locale: 'en-US' });
    errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
  });
  afterEach(async () => {
    await page.close();
    await api.close();
    if (api.strays.length > 0)
      throw new Error(`The page asked for what is not under ${base}/: ${api.strays.join(', ')}`);
    if (errors.length > 0) throw new Error(`The page threw: ${errors.join('; ')}`);
  });
  const check = (id: string) => page.locator(`[data-check=${id}]`);
  return {
    get browser() {
      return browser;
    },
    get api() {
      return api;
    },
    get page() {
      return page;
    },
    check,
    outcome: async (id, wanted) =>
      check(id)
        .and(page.locator(`[data-outcome=${wanted}]`))
        .waitFor(),
    lanAddress: () => api.url.replace(new URL(api.url).hostname, lanName),
    async startLab(address = api.url) {
      await page.goto(`${address}/en/labs/first-pod/`);
      await page.getByRole('button', { name: 'Start lab' }).click();
      await page.getByText('Waiting for a cluster').first().waitFor();
      if (!api.attempt) throw new Error('the page did not start an attempt');
      const now = new Date().toISOString();
      const expiresAt = new Date(Date.now() + 4 * 3600_000).toISOString();
      api.emit({
        type: 'attempt',
        attempt: { ...api.attempt, state: 'ready', readyAt: now, expiresAt, parameters: { token: 'k3j9' } },
      });
      await page.getByText('Cluster ready').waitFor();
    },
  };
}
