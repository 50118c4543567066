import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pagePolicy } from './headers.ts';

test('a page may run the inline scripts it was built with, by hash, and no other', () => {
  const script = "document.documentElement.dataset.theme = 'dark';";
  const policy = pagePolicy(`<html><script>${script}</script><script type="module" src="/a.js"></script></html>`);
  const hash = createHash('sha256').update(script).digest('base64');
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe-inline');
  expect(policy.match(/sha256/g)).toHaveLength(1);
});

test('nothing of another address is named', () => {
  expect(pagePolicy('<p>hello</p>')).not.toMatch(/https?:|\*/);
});
