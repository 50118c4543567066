import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Everything that decides what an artifact is: pins and commands as data, files by content, other recipes by hash. */
export type Recipe = Readonly<Record<string, unknown>>;

/** First twelve hex digits of the SHA-256 of a recipe; the order of its keys does not matter. */
export function recipeHash(recipe: Recipe): string {
  return createHash('sha256').update(canonical(recipe)).digest('hex').slice(0, 12);
}

/** Content of a file or of every file below a folder, with its mode's execute bit, ready to be part of a recipe. */
export function filesOf(path: string, skip: (name: string) => boolean = () => false): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (at: string): void => {
    const info = statSync(at);
    if (info.isDirectory()) {
      for (const name of readdirSync(at).toSorted()) if (!skip(name)) visit(join(at, name));
      return;
    }
    const digest = createHash('sha256').update(readFileSync(at)).digest('hex');
    found[relative(path, at)] = info.mode & 0o100 ? `${digest} executable` : digest;
  };
  visit(path);
  return found;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
