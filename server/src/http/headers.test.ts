import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pagePolicy } from './headers.ts';

test('a page may run the inline scripts it was built with, by hash, and no other', () => {
  const script = "document.documentElement.dataset.theme = 'dark';";
  const policy = pagePolicy(
    `<html><script>${script}</script><script type="module" src="/a.js"></script></html>`,
    'localhost:8080',
  );
  const hash = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe-inline');
  expect(policy.match(/sha256/g)).toHaveLength(1);
});

test('nothing of another address is named', () => {
  const policy = pagePolicy('<p>hello</p>', 'localhost:8080');
  expect(policy).toContain("connect-src 'self' ws://localhost:8080 wss://localhost:8080");
  expect(policy).not.toMatch(/https?:|\*/);
});
