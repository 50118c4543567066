import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { scriptBytes } from './script-size.ts';

let directory = '';
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('islands and what they import count, each once; what is imported on demand does not', () => {
  directory = mkdtempSync(join(tmpdir(), 'drydock-size-'));
  mkdirSync(join(directory, 'assets'));
  const files: Record<string, string> = {
    'island.js': `import{a as x}from"./shared.js";import"./side.js";export const open=()=>import("./terminal.js")`,
    'client.js': `import {a} from './shared.js';`,
    'shared.js': `export{b as a}from"./deep.js"`,
    'deep.js': 'export const b=1',
    'side.js': 'console.log(1)',
    'terminal.js': 'export const huge="x"',
    'Search.js': 'requestIdleCallback(()=>import("./ui.js"))',
    'ui.js': 'export const search=1',
  };
  for (const [name, code] of Object.entries(files)) writeFileSync(join(directory, 'assets', name), code);
  const inline = 'document.documentElement.dataset.theme="dark"';
  writeFileSync(
    join(directory, 'page.html'),
    `<script>${inline}</script><script type="module" src="/assets/Search.js"></script><astro-island component-url="/assets/island.js" renderer-url="/assets/client.js"></astro-island>`,
  );
  const counted = [
    inline,
    ...['island.js', 'client.js', 'shared.js', 'deep.js', 'side.js', 'Search.js', 'ui.js'].map(
      (name) => files[name] ?? '',
    ),
  ];
  expect(scriptBytes(directory, 'page.html')).toBe(counted.reduce((sum, code) => sum + gzipSync(code).length, 0));
});
