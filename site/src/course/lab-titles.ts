import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '@drydock/model';
import { parse } from 'yaml';

/** The titles of the labs in a folder by their id, for what is made before the pages are: the course tree. */
export function readLabTitles(labsDirectory: string): Map<string, Text> {
  const ids = readdirSync(labsDirectory).filter((id) => existsSync(join(labsDirectory, id, 'lab.mdx')));
  return new Map(
    ids.map((id) => {
      const en = titleOf(join(labsDirectory, id, 'lab.mdx')) ?? id;
      return [id, { en, zh: titleOf(join(labsDirectory, id, 'lab.zh.mdx')) ?? en }];
    }),
  );
}

function titleOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const head = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path, 'utf8'))?.[1];
  const data: unknown = head === undefined ? undefined : parse(head);
  return typeof data === 'object' && data !== null && 'title' in data ? String(data.title) : undefined;
}
