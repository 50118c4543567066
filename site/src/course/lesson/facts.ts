import type { Language } from '@drydock/model';
import { getCollection } from 'astro:content';
import { type LessonFacts, lessonFacts } from './lesson-facts.ts';

/** Returns what cards tell of each lesson in a language, by `module/lesson`. Its author's minutes, waiting included, go before the reading time. */
export async function readFacts(language: Language): Promise<(id: string) => LessonFacts> {
  const entries = await getCollection('lessons', ({ id }) => id.startsWith(`${language}/`));
  const facts = new Map(
    entries.map(({ id, body = '', data }) => {
      const read = lessonFacts(body, language);
      return [id.slice(language.length + 1), { ...read, minutes: data.minutes ?? read.minutes }] as const;
    }),
  );
  return (id) => facts.get(id) ?? { minutes: 1, quizzes: [] };
}
