import { type Language, languages } from '@drydock/model';
import { isWritten, placedLessons, readCourse } from './catalogue.ts';
import { places } from './places.ts';

/** The course this build is made from. */
export const course = readCourse(places.contentDirectory);

/** Every lesson of the course in order. */
export const lessons = placedLessons(course);

/** The lessons that exist in a language, in order. */
export function writtenLessons(language: Language) {
  return lessons.filter((placed) => isWritten(places.contentDirectory, language, placed));
}

/** The other language. */
export function otherLanguage(language: Language): Language {
  return languages.find((candidate) => candidate !== language) ?? language;
}
