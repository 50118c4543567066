import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../setup/checkout.ts';
import { pathsIn } from './doc-paths.ts';
import { trackedFiles } from './tracked-files.ts';

/** Files that pages name and that are not of this repository, each with where it is. */
const elsewhere: Readonly<Record<string, string>> = {
  'openapi.json': 'made by a running server',
  'default-storage.yaml': 'in the node image',
  'lease.json': 'kept by a host that was lent a cluster',
};

test('paths are told from other words', () => {
  const text = `See \`lab/src/parse.ts:12\`, \`a-name.ts\` and [this](../docs/x.md#part), not \`v1/Pod\`, \`.ts\`, \`labs/ID/lab.mdx\`,
\`src/*.ts\`, \`npm test\` or [that](https://example.org/a.md); \`site/src/text/\` is a folder.

\`\`\`sh
cat \`made/by/hand.ts\`
\`\`\`
`;
  expect(pathsIn(text, new Set(['lab', 'site']))).toEqual([
    'lab/src/parse.ts',
    'a-name.ts',
    'site/src/text/',
    '../docs/x.md',
  ]);
});

test('every path that a page of documentation names is there', async () => {
  const files = await trackedFiles();
  const rooms = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''));
  const folders = files.flatMap((file) => {
    const parts = file.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  const known = new Set(folders);
  const names = new Set(files.map((file) => file.split('/').at(-1)));
  const lost: string[] = [];
  // The change log tells of what was.
  for (const page of files.filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')) {
    const [room = ''] = page.split('/');
    // A path is relative to the repository, to the page, to its room or to the folder of a lab.
    const from = ['', dirname(page), room, `${room}/src`, 'labs/memory-limit'];
    for (const path of pathsIn(await readFile(join(checkout, page), 'utf8'), rooms)) {
      const isThere = from.some((folder) => known.has(join(folder, path).replace(/\/$/, '')));
      if (!isThere && !names.has(path) && !(path in elsewhere)) lost.push(`${page}: ${path}`);
    }
  }
  expect(lost).toEqual([]);
});
