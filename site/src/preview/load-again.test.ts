import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../testing/stage.ts';
import { loadAgain } from './load-again.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser.close());

/** A page whose script fails the first `losses` times that it is asked for; how often it was, once `body` says so or the page gave up. */
async function visit(tag: string, losses: number): Promise<{ asked: number; isWhole: boolean }> {
  let asked = 0;
  const server = createServer((request, answer) => {
    if (request.url === '/script.js') {
      if (++asked <= losses) return void request.socket.destroy();
      return void answer.setHeader('content-type', 'text/javascript').end("document.body.dataset.is = 'whole'");
    }
    answer.setHeader('content-type', 'text/html').end(`<script>${loadAgain}</script><body>${tag}</body>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const whole = page.locator('body[data-is=whole]').waitFor({ timeout: 20_000 });
    const isWhole = await whole.then(
      () => true,
      () => false,
    );
    return { asked, isWhole };
  } finally {
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  '<script type="module">await import("/script.js")</script>',
  '<script type="module" src="/script.js"></script>',
])('a page that lost %s is loaded again until it is whole', { timeout: 60_000 }, async (tag) => {
  const { asked, isWhole } = await visit(tag, 3);
  expect(isWhole).toBe(true);
  expect(asked).toBeGreaterThan(3);
});
