import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages } from '@drydock/model';
import { checkCourse } from '../catalogue/course-file.ts';
import { readTextFile } from '../catalogue/text-file.ts';
import type { CourseLists } from './course-lists.ts';
import { readGlossary } from './glossary-file.ts';
import { lintLesson } from './lint-lesson.ts';
import { checkQuizIds } from './lint/quizzes.ts';
import { collect, type LessonProblem, loadLessons, problemOf } from './load-lessons.ts';

/** Reads `content/`: every lesson in both languages, the catalogue and the glossary. Every finding, in the order of files and lines. */
export async function lintLessons(directory: string, lists: CourseLists = {}): Promise<readonly LessonProblem[]> {
  const { lessons, problems: found } = await loadLessons(directory);
  const problems = [...found];
  const reportIn = collect(problems);
  problems.push(...(await lintCatalogue(directory)));
  const glossary = await readGlossary(join(directory, 'glossary.json'), reportIn('glossary.json'));
  const pictures = new Set(await readdir(join(directory, 'pictures')).catch(() => []));
  const written = new Set(lessons.map(({ id }) => id));
  for (const lesson of lessons)
    lintLesson(lesson, { pictures, written, ...(glossary && { glossary }), ...lists }, reportIn);
  for (const language of languages) {
    const known = new Map<string, string>();
    for (const { pages } of lessons) {
      const page = pages[language];
      if (page) checkQuizIds(page.lesson.quizzes, page.file, known, reportIn(page.file));
    }
  }
  return problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

async function lintCatalogue(directory: string): Promise<readonly LessonProblem[]> {
  const file = 'course.json';
  const read = await readTextFile(join(directory, file));
  if (!read) return [];
  const problems: LessonProblem[] = [];
  if (read.flaw) problems.push(problemOf(file, read.flaw));
  if (!read.flaw || read.flaw.isHarmless) checkCourse(read.text, collect(problems)(file));
  return problems;
}

/** `content/en/a/b.mdx:12:3 message fix`: one line that an editor or a terminal makes clickable. */
export function formatLessonProblem({ file, line, column, message, fix }: LessonProblem): string {
  return `content/${file}:${line}:${column} ${message} ${fix}`;
}
