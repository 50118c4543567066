import { type Language, languages } from '@drydock/model';
import { isWritten, placedLessons, readCourse } from './catalogue.ts';
import { courseOrder, type OrderedModule } from './order.ts';
import { places } from './places.ts';

/** The course this build is made from. */
export const course = readCourse(places.contentDirectory);

/** Every lesson of the course in order. */
export const lessons = placedLessons(course);

/** The lessons that exist in a language, in order. */
export function writtenLessons(language: Language) {
  return lessons.filter((placed) => isWritten(places.contentDirectory, language, placed));
}

/** What can be read in a language, in order, each lab once. */
export function orderIn(language: Language, labs: ReadonlyMap<string, { lesson: string }>): OrderedModule[] {
  return courseOrder(course, (placed) => isWritten(places.contentDirectory, language, placed), labs);
}

/** The other language. */
export function otherLanguage(language: Language): Language {
  return languages.find((candidate) => candidate !== language) ?? language;
}
