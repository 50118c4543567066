import type { Place } from '../../problem.ts';
import type { Prose } from '../prose.ts';

/** About where a character of a text is in the page: the line is exact, the column is that of a text without marks. */
export function placeIn({ text, place }: Prose, index: number): Place {
  const before = text.slice(0, index).split('\n');
  const line = place.line + before.length - 1;
  const column = (before.length === 1 ? place.column : 1) + (before.at(-1)?.length ?? 0);
  return { line, column };
}
