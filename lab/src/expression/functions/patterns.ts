import { RE2JS, RE2JSSyntaxException } from 're2js';
import { patternFlaw } from './pattern-flaw.ts';
import { ValueError } from './value-error.ts';

/** Patterns are the author's: a course has some dozens, and more where parameters are part of them. */
const mostKept = 500;
const compiled = new Map<string, RE2JS>();

/** Compiles a pattern of RE2, whose syntax and meaning CEL has. Rejects any other with a `ValueError`. */
function compile(source: string): RE2JS {
  const known = compiled.get(source);
  if (known) return known;
  if (compiled.size >= mostKept) compiled.clear();
  try {
    const pattern = RE2JS.compile(source);
    compiled.set(source, pattern);
    return pattern;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    throw new ValueError(`«${source}» is not a regular expression: ${patternFlaw(error).message}`);
  }
}

/** Forgets every compiled pattern: one that was ended in the middle of a match is not used again. */
export function forgetPatterns(): void {
  compiled.clear();
}

export const matches = (text: string, source: string): boolean => compile(source).test(text);

export function find(text: string, source: string): string {
  const [found] = compile(source).matchAll(text);
  return found?.[0] ?? '';
}

/** Returns every match, from left to right. As in Go, nothing is not found directly behind another match. */
export function findAll(text: string, source: string): string[] {
  const found: string[] = [];
  let end = -1;
  for (const { 0: match, index = 0 } of compile(source).matchAll(text)) {
    if (match !== '' || index !== end) found.push(match);
    end = index + match.length;
  }
  return found;
}
