import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText, type LabHead, readLabHead } from '@drydock/lab';

/** Returns the heads of the labs in a folder by their id, for what is made before the pages are: the course tree. */
export function readLabHeads(labsDirectory: string): Map<string, LabHead> {
  const ids = readdirSync(labsDirectory).filter((id) => existsSync(join(labsDirectory, id, 'lab.mdx')));
  return new Map(
    ids.map((id) => {
      const english = textOf(join(labsDirectory, id, 'lab.mdx')) ?? '';
      const head = readLabHead(english, textOf(join(labsDirectory, id, 'lab.zh.mdx')));
      return [id, head ?? { title: { en: id, zh: id }, lesson: '' }];
    }),
  );
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? decodeText(readFileSync(path)).text : undefined;
}
