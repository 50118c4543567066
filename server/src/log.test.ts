import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from './log.ts';

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'drydock-log-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

test('the log is a file of its owner, without what must not be in it', () => {
  const log = openLog({ dataDirectory, logLevel: 'info' });
  log.info({ attempt: { parameters: { token: 'secret-1' } }, grant: { ticket: 'secret-2' } }, 'opened');
  log.debug('not asked for');
  const path = join(dataDirectory, 'server.log');
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('"msg":"opened"');
  expect(text).not.toMatch(/secret-|not asked/);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a long log is put aside at the next start', () => {
  const path = join(dataDirectory, 'server.log');
  writeFileSync(path, 'x'.repeat(11 * 1024 * 1024));
  openLog({ dataDirectory, logLevel: 'info' }).info('again');
  expect(statSync(path).size).toBeLessThan(1000);
  expect(statSync(`${path}.1`).size).toBeGreaterThan(10 * 1024 * 1024);
});
