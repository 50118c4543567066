import type { LessonPages } from '@drydock/lab';
import { languages } from '@drydock/model';
import { type Declared, readDeclared } from './declared.ts';

/** Finds where the comments of lessons disagree with each other and with the quizzes. */
export function findingsOf(lessons: readonly LessonPages[]): readonly string[] {
  return lessons.flatMap((lesson) => [
    ...languages.flatMap((language) => inLanguage(lesson, language, quizzesIn(lessons, language))),
    ...betweenLanguages(lesson),
  ]);
}

function quizzesIn(lessons: readonly LessonPages[], language: (typeof languages)[number]): ReadonlySet<string> {
  return new Set(lessons.flatMap(({ pages }) => pages[language]?.lesson.quizzes.map(({ id }) => id) ?? []));
}

function inLanguage(
  { pages }: LessonPages,
  language: (typeof languages)[number],
  all: ReadonlySet<string>,
): readonly string[] {
  const page = pages[language];
  if (!page) return [];
  const declared = readDeclared(page.text);
  const say = (sentence: string): string => `content/${page.file}: ${sentence}`;
  if (!declared) return [say('No comment names the rows it covers.')];
  const named = new Set(declared.questions.flatMap(({ quizzes }) => quizzes));
  const ids = page.lesson.quizzes.map(({ id }) => id);
  return [
    ...declared.badRanges.map((range) => say(`${range} is not a range.`)),
    ...twice(declared.rows).map((row) => say(`Row ${row} is there twice.`)),
    ...twice(declared.errors).map((error) => say(`Error ${error} is there twice.`)),
    ...declared.questions
      .filter(({ number, quizzes }) => number !== undefined && quizzes.length === 0 && !asks(ids, number))
      .map(({ number = '' }) => say(`Question ${number} is named, and no quiz asks it.`)),
    ...[...named].filter((id) => !all.has(id)).map((id) => say(`No lesson has the quiz ${id}.`)),
    ...ids
      .filter((id) => !named.has(id) && !declared.questions.some(({ number }) => number && asks([id], number)))
      .map((id) => say(`The comment does not name the quiz ${id}.`)),
  ];
}

/** Whether one of the quizzes is `q24` or `q24-…` for `Q24`. */
function asks(quizzes: readonly string[], number: string): boolean {
  const prefix = number.toLowerCase();
  return quizzes.some((id) => id === prefix || id.startsWith(`${prefix}-`));
}

function betweenLanguages({ pages: { en, zh } }: LessonPages): readonly string[] {
  const english = en && readDeclared(en.text);
  const chinese = zh && readDeclared(zh.text);
  if (!english || !chinese) return [];
  const missing = (file: string, mine: Declared, other: Declared): readonly string[] => {
    const known = new Set(idsOf(mine));
    return [...new Set(idsOf(other))]
      .filter((id) => !known.has(id))
      .map((id) => `content/${file}: ${id} is named in the other language only.`);
  };
  return [...missing(en.file, english, chinese), ...missing(zh.file, chinese, english)];
}

function idsOf({ rows, errors, questions }: Declared): readonly string[] {
  return [...rows, ...errors, ...questions.flatMap(({ number, quizzes }) => (number ? [number] : []).concat(quizzes))];
}

function twice(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}
