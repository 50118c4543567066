import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeCheck } from './code.ts';
import type { SourceLab } from './parse.ts';
import type { Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** The named checks of a lab, and which text they were read from. */
export interface Code {
  readonly checks: Readonly<Record<string, CodeCheck>>;
  readonly digest: string;
}

/** Loads `checks.ts` of a lab folder, when its page names it, and holds both against each other. A changed file is loaded anew. */
export async function loadCode(
  directory: string,
  { elements }: SourceLab,
  reportIn: (file: string) => Report,
): Promise<Code | undefined> {
  const start = { line: 1, column: 1 };
  const named = elements
    .flatMap(({ children }) => children)
    .flatMap(({ attributes }) => attributes.get('code') ?? [])
    .flatMap(({ place, value }) => (typeof value === 'string' ? [{ place, value }] : []));
  const file = join(directory, 'checks.ts');
  const text = await readFile(file).catch(() => undefined);
  if (text === undefined) {
    for (const { place, value } of named)
      reportIn('lab.mdx')(place, `The lab has no checks.ts to take ${value} from.`, 'Write checks.ts beside lab.mdx.');
    return undefined;
  }
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  let loaded: Record<string, unknown>;
  try {
    loaded = (await import(/* @vite-ignore */ `${pathToFileURL(file).href}?${digest}`)) as Record<string, unknown>;
  } catch (error) {
    reportIn('checks.ts')(start, `It cannot be loaded: ${String(error)}.`, 'Correct it; `npx tsc -p labs` says where.');
    return undefined;
  }
  const checks: Record<string, CodeCheck> = {};
  for (const [name, value] of Object.entries(loaded)) {
    if (typeof value === 'function') checks[name] = value as CodeCheck;
    else
      reportIn('checks.ts')(start, `${name} is exported and is no check.`, 'Export functions of type CodeCheck only.');
    if (named.every((each) => each.value !== name))
      reportIn('checks.ts')(start, `No check of lab.mdx has code="${name}".`, 'Name it there, or do not export it.');
  }
  for (const { place, value } of named) {
    if (checks[value]) continue;
    const nearest = suggest(value, Object.keys(checks));
    reportIn('lab.mdx')(
      place,
      `checks.ts has no check ${value}.`,
      nearest === undefined
        ? `Export it; there is ${Object.keys(checks).join(', ') || 'none'}.`
        : `Did you mean ${nearest}?`,
    );
  }
  return { checks, digest };
}
