import type { Course } from '@drydock/model';
import { lines, type MapLine, type MapPart, parts } from './parts.ts';

/** What a reader knows of a part: this module adds it, an earlier one did, or a later one will. */
export type PartState = 'new' | 'known' | 'later';

/** The map as it is after one module. */
export interface CourseMap {
  readonly parts: readonly { readonly part: MapPart; readonly state: PartState }[];
  /** Lines of which both ends are drawn. */
  readonly lines: readonly MapLine[];
}

/** Returns the map after a module, or undefined where the module adds nothing to it. */
export function courseMap(course: Course, module: string): CourseMap | undefined {
  const place = course.modules.findIndex(({ id }) => id === module);
  if (!parts.some((part) => part.module === module)) return undefined;
  const stateOf = (part: MapPart): PartState => {
    if (part.module === module) return 'new';
    const own = course.modules.findIndex(({ id }) => id === part.module);
    return own >= 0 && own < place ? 'known' : 'later';
  };
  const drawn = parts.map((part) => ({ part, state: stateOf(part) }));
  const isSeen = (id: string): boolean => drawn.some(({ part, state }) => part.id === id && state !== 'later');
  return { parts: drawn, lines: lines.filter((line) => line.parts.every(isSeen)) };
}
