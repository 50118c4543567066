import { join } from 'node:path';
import { languages, LessonId } from '@drydock/model';
import { readTextFile } from '../catalogue/text-file.ts';
import { readFrontmatter } from '../language/frontmatter.ts';
import { LessonFrontmatter } from './frontmatter.ts';

/** What a lesson needs of the playground its cells run in. */
export interface LessonHead {
  readonly hasRegistry: boolean;
}

/** Reads the head of a lesson below `content/` as it is now; undefined where there is no such lesson. */
export async function readLessonHead(directory: string, id: string): Promise<LessonHead | undefined> {
  if (!LessonId.safeParse(id).success) return undefined;
  for (const language of languages) {
    const read = await readTextFile(join(directory, language, `${id}.mdx`));
    if (!read) continue;
    const { data } = readFrontmatter(read.text, LessonFrontmatter, () => undefined);
    return { hasRegistry: hasRegistry(data) };
  }
  return undefined;
}

/** Whether the playground of a lesson with this head has a private registry. */
export function hasRegistry(head: LessonFrontmatter | undefined): boolean {
  return head?.['registry'] === true;
}
