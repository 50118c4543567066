import { join } from 'node:path';
import { languages, LessonId, SandboxProfile } from '@drydock/model';
import { readTextFile } from '../catalogue/text-file.ts';
import type { CellNeed, LessonCell } from './cell.ts';
import type { LessonFrontmatter } from './frontmatter.ts';
import { readLesson } from './read-lesson.ts';

/** What a lesson needs of the playground its cells run in, and how many cells it has. */
export interface LessonHead {
  readonly profile: SandboxProfile;
  readonly hasRegistry: boolean;
  /** The ids of its cells are 1 to this; while the languages differ, the longer one counts. */
  readonly cells: number;
  /** The cells that need more than a cluster, in the order of the page; while the languages differ, those of both. */
  readonly needs: Readonly<Record<CellNeed, readonly string[]>>;
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
    const head = {
      profile: profileOf(frontmatter),
      hasRegistry: hasRegistry(frontmatter),
      cells: cells.length,
      needs: { root: needing(cells, 'root'), admin: needing(cells, 'admin') },
    };
    parsed.set(path, { text: read.text, head });
    return head;
  }

  return {
    async find(id) {
      if (!LessonId.safeParse(id).success) return undefined;
      const asked = languages.map((language) => headOf(join(directory, language, `${id}.mdx`)));
      const heads = (await Promise.all(asked)).filter((head) => head !== undefined);
      const [first] = heads;
      const inAny = (need: CellNeed) => [...new Set(heads.flatMap(({ needs }) => needs[need]))].toSorted(byNumber);
      return (
        first && {
          ...first,
          cells: Math.max(...heads.map(({ cells }) => cells)),
          needs: { root: inAny('root'), admin: inAny('admin') },
        }
      );
    },
  };
}

const byNumber = (one: string, other: string): number => Number(one) - Number(other);

const needing = (cells: readonly LessonCell[], need: CellNeed): readonly string[] =>
  cells.filter(({ needs }) => needs === need).map(({ id }) => id);

/** The profile of a lesson with this head; the usual one where it says none, or none that there is. */
function profileOf(head: LessonFrontmatter | undefined): SandboxProfile {
  return SandboxProfile.catch('one-node').parse(head?.['profile']);
}

/** Whether the playground of a lesson with this head has a private registry. */
export function hasRegistry(head: LessonFrontmatter | undefined): boolean {
  return head?.['registry'] === true;
}
