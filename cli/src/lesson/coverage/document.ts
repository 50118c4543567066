import type { Coverage, LessonCoverage } from './coverage.ts';
import { formatIds } from './format-ids.ts';
import type { Question } from './questions.ts';
import { table } from './table.ts';

/** Writes a coverage as `docs/coverage.md`, the same text for the same course. */
export function coverageDocument({ modules, findings }: Coverage): string {
  const lessons = modules.flatMap((module) => module.lessons);
  const homes = new Map(lessons.flatMap(({ quizzes, number }) => quizzes.map((id) => [id, number])));
  return [
    '# What the lessons cover',
    'Written by `npx drydock lesson coverage --write` from the comments, cells and quizzes of the lessons and from `content/course.json`. Do not edit it. Rows, errors (E) and questions (Q) are those of the curriculum study.',
    ...modules.flatMap((module) => [`## Module ${module.number}: ${module.title}`, moduleTable(module.lessons, homes)]),
    '## Row → lessons',
    rowTable(lessons),
    '## Findings',
    findings.length > 0 ? findings.map((finding) => `- ${finding}`).join('\n') : 'None.',
  ]
    .join('\n\n')
    .concat('\n');
}

function moduleTable(lessons: readonly LessonCoverage[], homes: ReadonlyMap<string, string>): string {
  const heads = ['Lesson', 'Rows', 'Errors', 'Questions', 'Cells', 'Quizzes', 'Labs'];
  return table(
    heads,
    lessons.map((lesson) => {
      const { number, title, file, rows, errors, questions, cells, quizzes, labs } = lesson;
      const shownLabs = labs.map(({ id, isWritten }) => (isWritten ? `[${id}](../labs/${id})` : `${id} (to come)`));
      if (!file) return [`${number} ${title} (to come)`, '', '', '', '', '', shownLabs.join(', ')];
      const asked = questions.map((question) => formatQuestion(question, number, homes)).join('; ');
      return [
        `[${number} ${title}](../content/${file})`,
        formatIds(rows),
        formatIds(errors),
        asked,
        String(cells),
        String(quizzes.length),
        shownLabs.join(', '),
      ];
    }),
  );
}

/** `Q35: q35-403, q5-3-ready in 5.3` */
function formatQuestion({ number, quizzes }: Question, lesson: string, homes: ReadonlyMap<string, string>): string {
  const shown = quizzes.map((id) => {
    const home = homes.get(id);
    return home === undefined || home === lesson ? id : `${id} in ${home}`;
  });
  return shown.length > 0 ? `${number ?? 'own'}: ${shown.join(', ')}` : (number ?? '');
}

function rowTable(lessons: readonly LessonCoverage[]): string {
  const covered = lessons.flatMap(({ rows, number }) => rows.map((row) => ({ row, number })));
  const byRow = [...Map.groupBy(covered, ({ row }) => row)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return table(
    ['Row', 'Lessons'],
    byRow.map(([row, found]) => [row, found.map(({ number }) => number).join(', ')]),
  );
}
