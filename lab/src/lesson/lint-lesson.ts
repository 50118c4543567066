import { Language, languages } from '@drydock/model';
import { placeOfField } from '../language/frontmatter.ts';
import { suggest } from '../lint/suggest.ts';
import type { Report } from '../problem.ts';
import type { CourseLists } from './course-lists.ts';
import { readRunnable } from './frontmatter.ts';
import { checkCells, checkRegistry } from './lint/cell-contents.ts';
import { checkNeeds } from './lint/cell-needs.ts';
import { checkLengths } from './lint/lengths.ts';
import { checkMentions } from './lint/mentions.ts';
import { checkQuizzes } from './lint/quizzes.ts';
import { checkSame } from './lint/same-cells.ts';
import { checkTerms } from './lint/terms.ts';
import { checkVersionWords } from './lint/version-words.ts';
import { hasCells, type LessonPage, type LessonPages, type ReportIn } from './load-lessons.ts';

/** Finds what is wrong in one lesson as it is read, in each language and between them. */
export function lintLesson(lesson: LessonPages, lists: CourseLists, reportIn: ReportIn): void {
  const { id, pages } = lesson;
  const isRunnable = hasCells(lesson);
  for (const language of languages) {
    const page = pages[language];
    // A page that cannot be read is one mistake, not many.
    if (!page || page.lesson.isBroken) continue;
    checkMentions(page.lesson, { id, language }, lists, reportIn(page.file));
    if (isRunnable) lintRunnable(page, language, lists, reportIn(page.file));
  }
  if (!isRunnable) return;
  const { en, zh } = pages;
  if (en?.lesson.isBroken || zh?.lesson.isBroken) return;
  if (en && zh) checkSame(en.lesson, zh.lesson, reportIn(zh.file));
  else {
    const file = (en ?? zh)?.file ?? '';
    reportIn(file)({ line: 1, column: 1 }, 'The lesson is written in one language.', 'Write it in the other one too.');
  }
}

/** What only lessons with cells keep to. */
function lintRunnable({ text, lesson }: LessonPage, language: Language, lists: CourseLists, report: Report): void {
  const { cells, frontmatter, prose, quizzes } = lesson;
  const head = frontmatter && readRunnable(frontmatter, text, report);
  for (const need of head?.needs ?? []) if (lists.lessons && !lists.lessons.has(need)) unknownNeed(need);
  checkCells(cells, lists.images, report);
  checkNeeds(cells, report);
  if (head) checkRegistry(cells, head.registry, placeOfField(text, 'registry'), report);
  checkLengths(lesson, language, report);
  checkQuizzes(quizzes, language, report);
  checkVersionWords(prose, language, report);
  if (lists.glossary) checkTerms(prose, language, lists.glossary, report);

  function unknownNeed(need: string): void {
    const nearest = suggest(need, lists.lessons ?? []);
    const fix = nearest ? `Did you mean ${nearest}?` : 'Take one from content/course.json.';
    report(placeOfField(text, 'needs'), `The course has no lesson ${need}.`, fix);
  }
}
