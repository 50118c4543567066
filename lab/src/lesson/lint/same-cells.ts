import type { Report } from '../../problem.ts';
import type { LessonCell } from '../cell.ts';
import type { LessonPages } from '../load-lessons.ts';
import type { Lesson } from '../read-lesson.ts';

/** Finds where a translation runs something else than the English lesson, or has another right answer. `report` is in the translation. */
export function checkSame(english: Lesson, translation: Lesson, report: Report): void {
  const start = { line: 1, column: 1 };
  for (const [index, cell] of english.cells.entries()) {
    const other = translation.cells[index];
    const difference = other ? (sourceDifference(cell, other) ?? outputDifference(cell, other)) : 'is missing here';
    if (difference === undefined) continue;
    report(
      other?.place ?? translation.cells.at(-1)?.place ?? start,
      `Cell ${cell.id} ${difference}; in English it is in line ${cell.place.line}.`,
      'Write the same cells in both languages; only outputs may be shortened in another way.',
    );
    // What comes behind a cell too many or too few differs as well.
    return;
  }
  const tooMany = translation.cells[english.cells.length];
  if (tooMany)
    report(
      tooMany.place,
      `Cell ${tooMany.id} is not in the English lesson.`,
      'Write the same cells in both languages.',
    );
  checkHeads(english, translation, report);
  checkAnswers(english, translation, report);
}

/** Whether a lesson runs the same in both languages, and shows the same outputs but for what is left out. */
export function sameCells({ pages }: LessonPages): boolean {
  if (!pages.en || !pages.zh) return false;
  const [english, chinese] = [pages.en.lesson.cells, pages.zh.lesson.cells];
  if (english.length !== chinese.length) return false;
  return english.every((cell, index) => {
    const other = chinese[index];
    return other && sourceDifference(cell, other) === undefined;
  });
}

function sourceDifference(cell: LessonCell, other: LessonCell): string | undefined {
  if (cell.kind !== other.kind) return `is ${other.kind} here and ${cell.kind} there`;
  if (cell.file !== other.file)
    return `is the file ${other.file ?? 'without a name'} here and ${cell.file ?? 'without a name'} there`;
  if (cell.exit !== other.exit || cell.timeoutMs !== other.timeoutMs) return 'has another exit= or timeout=';
  if (cell.needs !== other.needs) return 'has another needs=';
  const [mine, theirs] = [cell.source.split('\n'), other.source.split('\n')];
  const row = theirs.findIndex((line, index) => line !== mine[index]);
  if (cell.source !== other.source)
    return `differs in its line ${(row < 0 ? theirs.length : row) + 1}: «${theirs[row]?.trim() ?? ''}» here, «${mine[row < 0 ? theirs.length : row]?.trim() ?? ''}» there`;
  return undefined;
}

function outputDifference(cell: LessonCell, other: LessonCell): string | undefined {
  if (!cell.output !== !other.output) return `has ${other.output ? 'an output only here' : 'an output only there'}`;
  const [seen, shown] = [cell.output?.text ?? '', other.output?.text ?? ''];
  return seen !== shown && !seen.includes('…') && !shown.includes('…') ? 'has another output' : undefined;
}

function checkAnswers(english: Lesson, translation: Lesson, report: Report): void {
  const known = new Map(english.quizzes.map((quiz) => [quiz.id, quiz]));
  for (const { id, choices, place } of translation.quizzes) {
    const rightOf = (list: typeof choices): string =>
      `${list.findIndex(({ isCorrect }) => isCorrect) + 1} of ${list.length}`;
    const source = known.get(id);
    if (!source) report(place, `Quiz ${id} is not in the English lesson.`, 'Ask the same questions in both languages.');
    else if (rightOf(source.choices) !== rightOf(choices))
      report(
        place,
        `The right answer of quiz ${id} is ${rightOf(choices)} here and ${rightOf(source.choices)} in English.`,
        'Write the answers in the same order in both languages.',
      );
  }
}

/** What of the head decides about the cluster. */
const decisive = ['profile', 'registry'] as const;

function checkHeads({ frontmatter: english }: Lesson, { frontmatter }: Lesson, report: Report): void {
  for (const field of decisive)
    if (english?.[field] !== frontmatter?.[field])
      report(
        { line: 1, column: 1 },
        `The frontmatter has another ${field} than in English.`,
        `Write the same ${field} in both languages.`,
      );
}
