import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkCourse } from '../catalogue/course-file.ts';
import { readFrontmatter } from '../language/frontmatter.ts';
import { checkLesson } from '../language/mdx.ts';
import type { LabProblem, Report } from '../problem.ts';
import { readTextFile } from '../catalogue/text-file.ts';

/** One finding in the lessons or their catalogue; `file` is below `content/`. */
export type LessonProblem = Omit<LabProblem, 'lab'>;

const LessonFrontmatter = z.looseObject({ title: z.string().min(1), description: z.string().min(1).optional() });

/** Reads `content/`: every lesson in both languages and the catalogue `course.json`. Every finding, in the order of files and lines. */
export async function lintLessons(directory: string): Promise<readonly LessonProblem[]> {
  const problems: LessonProblem[] = [];
  const files = (await readdir(directory, { recursive: true })).filter(
    (file) => file === 'course.json' || /^(en|zh)\/[^/]+\/[^/]+\.mdx$/.test(file),
  );
  await Promise.all(
    files.map(async (file) => {
      const { text, flaw } = (await readTextFile(join(directory, file))) ?? { text: '' };
      if (flaw) {
        const { place, message, fix, isHarmless } = flaw;
        problems.push({ file, ...place, message, fix, ...(isHarmless && { isHarmless }) });
        // What cannot be read as text is one mistake, not many.
        if (!isHarmless) return;
      }
      const report: Report = ({ line, column }, message, fix) => problems.push({ file, line, column, message, fix });
      if (file === 'course.json') return checkCourse(text, report);
      checkLesson(readFrontmatter(text, LessonFrontmatter, report).body, report);
    }),
  );
  return problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

/** `content/en/a/b.mdx:12:3 message fix`: one line that an editor or a terminal makes clickable. */
export function formatLessonProblem({ file, line, column, message, fix }: LessonProblem): string {
  return `content/${file}:${line}:${column} ${message} ${fix}`;
}
