import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText, draftLab } from '@drydock/lab';
import type { Text } from '@drydock/model';

/** What the course tree says of a lab. */
export interface LabHead {
  readonly title: Text;
  /** The lesson it belongs to, as `module/lesson`. */
  readonly lesson: string;
}

/** Returns the heads of the labs in a folder by their id, for what is made before the pages are: the course tree. */
export function readLabHeads(labsDirectory: string): Map<string, LabHead> {
  const ids = readdirSync(labsDirectory).filter((id) => existsSync(join(labsDirectory, id, 'lab.mdx')));
  return new Map(
    ids.map((id) => {
      const english = textOf(join(labsDirectory, id, 'lab.mdx')) ?? '';
      const lab = draftLab(id, english, textOf(join(labsDirectory, id, 'lab.zh.mdx')));
      return [id, { title: lab?.title ?? { en: id, zh: id }, lesson: lab?.lesson ?? '' }];
    }),
  );
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? decodeText(readFileSync(path)).text : undefined;
}
