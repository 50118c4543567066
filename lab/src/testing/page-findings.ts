import { parseLab } from '../language/parse.ts';

/** The findings of a lab page: place, message and fix in one line each. */
export function pageFindings(source: string): string[] {
  const found: string[] = [];
  parseLab(source, ({ line, column }, message, fix) => found.push(`${line}:${column} ${message} ${fix}`));
  return found;
}
