import { join } from 'node:path';
import { languages, LessonId } from '@drydock/model';
import { readTextFile } from '../catalogue/text-file.ts';
import type { LessonFrontmatter } from './frontmatter.ts';
import { readLesson } from './read-lesson.ts';

/** What a lesson needs of the playground its cells run in, and how many cells it has. */
export interface LessonHead {
  readonly hasRegistry: boolean;
  /** The ids of its cells are 1 to this; while the languages differ, the longer one counts. */
  readonly cells: number;
}

/** The heads of the lessons below a folder. */
export interface LessonHeads {
  /** The head of a lesson as it is written now; undefined where there is no such lesson. */
  find(id: string): Promise<LessonHead | undefined>;
}

/** Reads the heads of the lessons below `content/`. A page is read at each question, and parsed again only when it has changed. */
export function createLessonHeads(directory: string): LessonHeads {
  const parsed = new Map<string, { readonly text: string; readonly head: LessonHead }>();

  async function headOf(path: string): Promise<LessonHead | undefined> {
    const read = await readTextFile(path);
    if (!read) return undefined;
    const before = parsed.get(path);
    if (before?.text === read.text) return before.head;
    const { frontmatter, cells } = readLesson(read.text, () => undefined);
    const head = { hasRegistry: hasRegistry(frontmatter), cells: cells.length };
    parsed.set(path, { text: read.text, head });
    return head;
  }

  return {
    async find(id) {
      if (!LessonId.safeParse(id).success) return undefined;
      const asked = languages.map((language) => headOf(join(directory, language, `${id}.mdx`)));
      const [first, ...others] = (await Promise.all(asked)).filter((head) => head !== undefined);
      return first && { ...first, cells: Math.max(first.cells, ...others.map(({ cells }) => cells)) };
    },
  };
}

/** Whether the playground of a lesson with this head has a private registry. */
export function hasRegistry(head: LessonFrontmatter | undefined): boolean {
  return head?.['registry'] === true;
}
