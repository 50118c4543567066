import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isSignedBy, openSigningKey } from './key.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-key-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('the key is made once, readable by its owner only, and verifies what it signed', () => {
  const key = openSigningKey(directory);
  expect(statSync(join(directory, 'submission-key.pem')).mode & 0o777).toBe(0o600);
  const again = openSigningKey(directory);
  expect(again.id).toBe(key.id);
  const signature = again.sign('{"points":5}');
  expect(isSignedBy(key.publicKey, '{"points":5}', signature)).toBe(true);
  expect(isSignedBy(key.publicKey, '{"points":6}', signature)).toBe(false);
});
