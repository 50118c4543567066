import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { trackedFiles } from './tracked-files.ts';

let files: readonly string[];
let known: ReadonlySet<string>;

beforeAll(async () => {
  files = await trackedFiles();
  known = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
});

function foldersOf(file: string): string[] {
  const parts = file.split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

const extension = /\.(?:ts|tsx|astro|mjs|css|mdx|md|json|ya?ml|sh|svg|png)$/;

/** The paths of the repository that a page names: in backticks, and behind links. */
function pathsIn(text: string, isFolder: (name: string) => boolean): string[] {
  const prose = text.replaceAll(/^(`{3,})[^]*?^\1/gm, '');
  const quoted = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word.replace(/:\d+(?:-\d+)?$/, ''));
  const linked = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, address = '']) => address);
  const isPath = (word: string): boolean =>
    /^[\w.@-]+(?:\/[\w.@-]+)*\/?$/.test(word) &&
    (word.includes('/') ? extension.test(word) || isFolder(word.split('/')[0] ?? '') : extension.test(word));
  return [...new Set([...quoted.filter(isPath), ...linked.filter((address) => !/^\w+:/.test(address))])];
}

test('every path that a page of documentation names is there', async () => {
  const lost: string[] = [];
  for (const page of files.filter((file) => file.endsWith('.md'))) {
    const text = await readFile(join(checkout, page), 'utf8');
    const room = page.includes('/') ? (page.split('/')[0] ?? '') : '';
    const from = ['', dirname(page), room, `${room}/src`];
    for (const path of pathsIn(text, (name) => known.has(name))) {
      const isThere = from.some((folder) => known.has(normalize(join(folder, path)).replace(/\/$/, '')));
      if (!isThere && !(path.includes('/') ? false : files.some((file) => file.endsWith(`/${path}`) && file.startsWith(room)))) lost.push(`${page}: ${path}`);
    }
  }
  expect(lost).toEqual([]);
});
