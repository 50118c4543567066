import { nodeParameterPrefix } from '@drydock/model';
import type { Report } from '../problem.ts';
import { suggest } from './suggest.ts';

/** Words that appear alone in the braces of Go and Jinja templates: never a misspelt parameter. */
const templateWords = new Set(
  'and block break continue define else end false if len nil none not null or print printf println range self super true with'.split(
    ' ',
  ),
);
/** What the labs of a course call their parameters. Such a name is one that was not declared, wherever it is written. */
const usualNames = new Set(['token', 'password']);

/**
 * Finds each `{{name}}` that is nearly a parameter, or was meant as one. Other braces belong to templates of other tools: in code, scripts and manifests
 * they are left alone; in the prose of a page, where no such template is written, every name must be a parameter.
 */
export function checkPlaceholders(
  source: string,
  parameters: ReadonlySet<string>,
  report: Report,
  isPage = false,
): void {
  const prose = isPage ? withoutCode(source) : undefined;
  for (const { 0: whole, 1: name = '', index } of source.matchAll(/(?<!\\)\{\{\s*(node\.[\w-]+|\w+)\s*\}\}/g)) {
    if (parameters.has(name) || templateWords.has(name)) continue;
    const before = source.slice(0, index).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const nodes = [...parameters].filter((known) => known.startsWith(nodeParameterPrefix));
    if (name.startsWith(nodeParameterPrefix)) {
      const known = nodes.map((one) => `{{${one}}}`).join(', ');
      report(
        place,
        `{{${name}}} names a node that the lab does not have.`,
        `Write one of ${known}; the profile decides which nodes there are.`,
      );
      continue;
    }
    const nearest = suggest(
      name,
      [...parameters].filter((known) => !nodes.includes(known)),
    );
    const isProse = prose?.startsWith(whole, index) === true;
    if (nearest === undefined && !isProse && !usualNames.has(name)) continue;
    const asItIs = isProse ? `as \`{{${name}}}\` in code` : `as \\{{${name}}}`;
    report(
      place,
      `{{${name}}} is not a parameter of this lab.`,
      nearest === undefined
        ? `Add it to parameters: in the frontmatter, as ${name}: random8; braces of another template language are written ${asItIs}.`
        : `Did you mean {{${nearest}}}? Braces of another template language are written as \\{{${name}}} in code.`,
    );
  }
}

/** Returns the page with its code blanked out: fences and what is between backquotes. All offsets stay valid. */
function withoutCode(source: string): string {
  return source.replaceAll(
    /^([ \t]*(?:[-*+>]|\d+[.)])?[ \t]*)(`{3,}|~{3,})[^\n]*\n[^]*?^[ \t>]*\2[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^]*?(?<!`)\3(?!`)/gm,
    (code) => code.replaceAll(/[^\n]/g, ' '),
  );
}
