import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Code } from './custom-check.ts';
import { runCode } from './custom-check-thread.ts';
import type { SourceLab } from '../language/parse.ts';
import type { Place, Report } from '../problem.ts';
import { say } from '../text/say.ts';
import { suggest } from '../lint/suggest.ts';

/** Only code that hangs takes as long, however busy the machine is. */
const loadLimitMs = 30_000;

/** Reads the text of `checks.ts`, when a lab has one, and checks it against the page that names it. */
export async function loadCode(
  text: string | undefined,
  file: string,
  { elements }: SourceLab,
  reportIn: (file: string) => Report,
): Promise<Code | undefined> {
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
    const [written, line, column] = / \(line (\d+), column (\d+)\)(?=\.$)/.exec(reason) ?? [''];
    reportIn('checks.ts')(
      line === undefined ? start : { line: Number(line), column: Number(column) },
      reason.replace(written, ''),
      'Write TypeScript that Node.js runs once its types are taken off (no enum, no namespace), and do nothing while loading; `npx tsc -p labs` says more.',
    );
    return undefined;
  }
  const names: string[] = [];
  for (const [name, type] of exported) {
    if (type === 'function') names.push(name);
    else
      reportIn('checks.ts')(
        exportIn(text, name),
        `${name} is exported and is no check.`,
        'Export functions of type CodeCheck only.',
      );
    if (named.every((each) => each.value !== name))
      reportIn('checks.ts')(
        exportIn(text, name),
        `No check of lab.mdx has code="${name}".`,
        'Name it there, or do not export it.',
      );
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

/** The names of what a module exports, each with what it is. */
const Exports = z.array(z.tuple([z.string(), z.string()]));
const start: Place = { line: 1, column: 1 };

/** Returns the place of an export's name. */
function exportIn(text: string, name: string): Place {
  const found = new RegExp(
    `^[ \\t]*export\\b[^;=(]*?(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}(?![\\w$])`,
    'm',
  ).exec(text);
  if (!found) return start;
  const before = text.slice(0, found.index + found[0].length - name.length).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function exportsOf(url: string, text: string): Promise<readonly (readonly [name: string, type: string])[]> {
  const answer = async (): Promise<never> => Promise.reject(new Error('Nothing can be asked while loading.'));
  const exported = await runCode(
    { url, text },
    { subject: say((words) => words.loading), limitMs: loadLimitMs, answer },
  );
  return Exports.parse(exported);
}
