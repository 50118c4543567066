import type { Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** Every `{{name}}` in a page or manifest must be a parameter. A script may have templates of its own: there only what is nearly a parameter is found. */
export function checkPlaceholders(
  source: string,
  parameters: ReadonlySet<string>,
  report: Report,
  isScript = false,
): void {
  for (const match of source.matchAll(/(?<!=)\{\{\s*(\w+)\s*\}\}/g)) {
    const name = match[1] ?? '';
    if (parameters.has(name)) continue;
    const before = source.slice(0, match.index).split('\n');
    const nearest = suggest(name, parameters);
    if (isScript && nearest === undefined) continue;
    report(
      { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      `{{${name}}} is not a parameter of this lab.`,
      nearest ? `Did you mean {{${nearest}}}?` : `Add it to parameters: in the frontmatter, as ${name}: random8.`,
    );
  }
}
