import { parseLab } from '../language/parse.ts';
import { parseTranslation } from '../language/translation.ts';
import type { Report } from '../problem.ts';

/** The findings of a lab page: place, message and fix in one line each. */
export function pageFindings(source: string): string[] {
  return findingsOf((report) => parseLab(source, report));
}

/** The findings of a translation of a page that has none itself. */
export function translationFindings(source: string, translation: string): string[] {
  const lab = parseLab(source, () => undefined);
  return findingsOf((report) => parseTranslation(translation, lab, report));
}

function findingsOf(parse: (report: Report) => unknown): string[] {
  const found: string[] = [];
  parse(({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}
