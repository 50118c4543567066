import type { Text } from '@drydock/model';
import { LabFrontmatter, readFrontmatter, TranslatedFrontmatter } from '../language/frontmatter.ts';

/** What the course tree says of a lab. */
export interface LabHead {
  readonly title: Text;
  /** The lesson it belongs to, as `module/lesson`. */
  readonly lesson: string;
}

/** Reads only the head of a lab's pages, mistakes in the rest or not. Undefined where it is no head. */
export function readLabHead(english: string, chinese?: string): LabHead | undefined {
  const ignore = (): void => undefined;
  const { data } = readFrontmatter(english, LabFrontmatter, ignore);
  if (!data) return undefined;
  const translated = chinese === undefined ? undefined : readFrontmatter(chinese, TranslatedFrontmatter, ignore).data;
  return { title: { en: data.title, zh: translated?.title ?? data.title }, lesson: data.lesson };
}
