import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText, draftLab } from '@drydock/lab';
import type { Text } from '@drydock/model';

/** Returns the titles of the labs in a folder by their id, for what is made before the pages are: the course tree. */
export function readLabTitles(labsDirectory: string): Map<string, Text> {
  const ids = readdirSync(labsDirectory).filter((id) => existsSync(join(labsDirectory, id, 'lab.mdx')));
  return new Map(
    ids.map((id) => {
      const english = textOf(join(labsDirectory, id, 'lab.mdx')) ?? '';
      const lab = draftLab(id, english, textOf(join(labsDirectory, id, 'lab.zh.mdx')));
      return [id, lab?.title ?? { en: id, zh: id }];
    }),
  );
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? decodeText(readFileSync(path)).text : undefined;
}
