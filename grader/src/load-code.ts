import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Code } from './code.ts';
import { runCode } from './code-thread.ts';
import type { SourceLab } from './parse.ts';
import type { Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** Only code that hangs takes as long, however busy the machine is. */
const loadLimitMs = 30_000;

/** Reads the text of `checks.ts`, when a lab has one, and checks it against the page that names it. */
export async function loadCode(
  text: string | undefined,
  file: string,
  { elements }: SourceLab,
  reportIn: (file: string) => Report,
): Promise<Code | undefined> {
  const start = { line: 1, column: 1 };
  const named = elements
    .flatMap(({ children }) => children)
    .flatMap(({ attributes }) => attributes.get('code') ?? [])
    .flatMap(({ place, value }) => (typeof value === 'string' ? [{ place, value }] : []));
  if (text === undefined) {
    for (const { place, value } of named)
      reportIn('lab.mdx')(place, `The lab has no checks.ts to take ${value} from.`, 'Write checks.ts beside lab.mdx.');
    return undefined;
  }
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const url = pathToFileURL(file).href;
  let exported: readonly (readonly [name: string, type: string])[];
  try {
    exported = await exportsOf(url, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reportIn('checks.ts')(start, reason, 'Correct it; `npx tsc -p labs` says where.');
    return undefined;
  }
  const names: string[] = [];
  for (const [name, type] of exported) {
    if (type === 'function') names.push(name);
    else
      reportIn('checks.ts')(start, `${name} is exported and is no check.`, 'Export functions of type CodeCheck only.');
    if (named.every((each) => each.value !== name))
      reportIn('checks.ts')(start, `No check of lab.mdx has code="${name}".`, 'Name it there, or do not export it.');
  }
  for (const { place, value } of named) {
    if (names.includes(value)) continue;
    const nearest = suggest(value, names);
    reportIn('lab.mdx')(
      place,
      `checks.ts has no check ${value}.`,
      nearest === undefined ? `Export it; there is ${names.join(', ') || 'none'}.` : `Did you mean ${nearest}?`,
    );
  }
  return { url, text, digest, names };
}

async function exportsOf(url: string, text: string): Promise<readonly (readonly [name: string, type: string])[]> {
  const answer = async (): Promise<never> => Promise.reject(new Error('Nothing can be asked while loading.'));
  const exported = await runCode(
    { url, text },
    { subject: { en: 'Loading it', zh: '加载 checks.ts' }, limitMs: loadLimitMs, answer },
  );
  return exported as readonly (readonly [name: string, type: string])[];
}
