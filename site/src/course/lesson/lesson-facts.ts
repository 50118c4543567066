import type { Language } from '@drydock/model';

/** What a card tells of a lesson before it is opened. */
export interface LessonFacts {
  /** Reading time, code and quizzes included. */
  minutes: number;
  /** The ids of its questions. */
  quizzes: string[];
}

/** How much of a language is read in a minute: English by words, Chinese by characters. */
const perMinute: Record<Language, number> = { en: 200, zh: 400 };
const unit: Record<Language, RegExp> = { en: /[A-Za-z0-9'’-]+/g, zh: /[\u3400-\u9fff]|[A-Za-z0-9-]+/g };

/** Reads the facts out of a lesson's MDX. */
export function lessonFacts(body: string, language: Language): LessonFacts {
  const read = body.replace(/\{\/\*[\s\S]*?\*\/\}/g, '').match(unit[language])?.length ?? 0;
  return {
    minutes: Math.max(1, Math.round(read / perMinute[language])),
    quizzes: [...body.matchAll(/<Quiz\b[^>]*?\bid="([^"]+)"/g)].flatMap(([, id]) => id ?? []),
  };
}
