import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('the site', () => {
  function build(): string {
    const site = join(machine.directory, 'site');
    for (const folder of ['_astro', 'en/resources/memory', 'zh']) mkdirSync(join(site, folder), { recursive: true });
    writeFileSync(join(site, 'index.html'), '<script>let a = 1</script><h1>Drydock</h1>');
    writeFileSync(join(site, 'en/resources/memory/index.html'), '<h1>Memory</h1>');
    writeFileSync(join(site, '404.html'), '<h1>Not here</h1>');
    writeFileSync(join(site, 'zh/404.html'), '<h1>没有</h1>');
    writeFileSync(join(site, 'index.pagefind'), gzipSync('index'.repeat(2000)));
    writeFileSync(join(site, '_astro/app.Bx7a.js'), `console.log(1);${'//'.repeat(2000)}`);
    return site;
  }

  test('pages have their policy and are asked for again; hashed files are kept and compressed', async () => {
    const server = await machine.start({ siteDirectory: build() });
    const home = await server.ask('GET', '/');
    expect(home.text).toContain('Drydock');
    expect(home.headers.get('content-security-policy')).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-/);
    expect(home.headers.get('cache-control')).toBe('no-cache');
    expect(home.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await server.ask('GET', '/en/resources/memory/')).text).toContain('Memory');
    const script = await fetch(new URL('/_astro/app.Bx7a.js', server.url), { headers: { 'accept-encoding': 'br' } });
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(script.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(await script.text()).toContain('console.log(1)');
    const index = await fetch(new URL('/index.pagefind', server.url), { headers: { 'accept-encoding': 'br, gzip' } });
    expect(index.headers.get('content-encoding')).toBeNull();
    expect(gunzipSync(await index.arrayBuffer()).toString()).toContain('indexindex');
  });

  test('a page that is not there is the page of its language; a program gets the problem', async () => {
    const server = await machine.start({ siteDirectory: build() });
    const page = { accept: 'text/html,*/*' };
    const english = await server.ask('GET', '/en/none/', undefined, page);
    expect([english.status, english.text]).toEqual([404, '<h1>Not here</h1>']);
    expect(english.headers.get('content-type')).toContain('text/html');
    expect((await server.ask('GET', '/zh/none/', undefined, page)).text).toBe('<h1>没有</h1>');
    expect((await server.ask('GET', '/en/none/')).json).toMatchObject({ code: 'not_found' });
    expect((await server.ask('GET', '/api/none', undefined, page)).json).toMatchObject({ code: 'not_found' });
    expect((await server.ask('GET', '/..%2f..%2fetc/passwd', undefined, page)).status).toBeGreaterThanOrEqual(400);
  });
});
