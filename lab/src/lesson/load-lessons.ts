import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Language } from '@drydock/model';
import { readTextFile, type TextFlaw } from '../catalogue/text-file.ts';
import type { LabProblem, Report } from '../problem.ts';
import { type Lesson, readLesson } from './read-lesson.ts';

/** One finding in the lessons or their catalogue; `file` is below `content/`. */
export type LessonProblem = Omit<LabProblem, 'lab'>;

/** The page of a lesson in one language. */
export interface LessonPage {
  /** Below `content/`. */
  readonly file: string;
  readonly text: string;
  readonly lesson: Lesson;
}

/** A lesson in the languages it is written in. `id` is its `module/lesson`. */
export interface LessonPages {
  readonly id: string;
  readonly pages: Readonly<Partial<Record<Language, LessonPage>>>;
}

/** The lessons of a course, and what keeps them from being read. */
export interface LoadedLessons {
  readonly lessons: readonly LessonPages[];
  readonly problems: readonly LessonProblem[];
}

/** Makes the reports of one file. */
export type ReportIn = (file: string) => Report;

/** Reads every lesson below `content/`, in the order of their names. */
export async function loadLessons(directory: string): Promise<LoadedLessons> {
  const problems: LessonProblem[] = [];
  const lessons = new Map<string, Partial<Record<Language, LessonPage>>>();
  for (const file of (await readdir(directory, { recursive: true })).toSorted()) {
    const [, language, id = ''] = /^(en|zh)\/([^/]+\/[^/]+)\.mdx$/.exec(file) ?? [];
    const known = Language.safeParse(language);
    if (!known.success) continue;
    const { text, flaw } = (await readTextFile(join(directory, file))) ?? { text: '' };
    if (flaw) problems.push(problemOf(file, flaw));
    // What cannot be read as text is one mistake, not many.
    if (flaw && !flaw.isHarmless) continue;
    const lesson = readLesson(text, collect(problems)(file));
    lessons.set(id, { ...lessons.get(id), [known.data]: { file, text, lesson } });
  }
  return { lessons: [...lessons].map(([id, pages]) => ({ id, pages })), problems };
}

/** Whether a lesson is written for a playground: the rules of such lessons apply to it. */
export function hasCells({ pages }: LessonPages): boolean {
  return Object.values(pages).some(({ lesson }) => lesson.cells.length > 0);
}

/** Returns reports that add findings to a list. */
export function collect(problems: LessonProblem[]): ReportIn {
  return (file) =>
    ({ line, column }, message, fix) =>
      problems.push({ file, line, column, message, fix });
}

/** The finding that a file is odd. */
export function problemOf(file: string, { place, message, fix, isHarmless }: TextFlaw): LessonProblem {
  return { file, ...place, message, fix, ...(isHarmless && { isHarmless }) };
}
