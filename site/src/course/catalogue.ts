import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Course, type Language, plainText } from '@drydock/model';

export type CourseModule = Course['modules'][number];
export type CourseLesson = CourseModule['lessons'][number];

/** A lesson with the module it belongs to, in course order. */
export interface PlacedLesson {
  module: CourseModule;
  lesson: CourseLesson;
}

/** The catalogue of `content/course.json`; a file that is not a catalogue throws with the path of the first wrong field. */
export function readCourse(contentDirectory: string): Course {
  return Course.parse(JSON.parse(plainText(readFileSync(join(contentDirectory, 'course.json'), 'utf8'))));
}

/** Every lesson in course order. */
export function placedLessons(course: Course): PlacedLesson[] {
  return course.modules.flatMap((module) => module.lessons.map((lesson) => ({ module, lesson })));
}

/** Where the MDX of a lesson is, or would be once it is written. */
export function lessonPath(contentDirectory: string, language: Language, { module, lesson }: PlacedLesson): string {
  return join(contentDirectory, language, module.id, `${lesson.id}.mdx`);
}

/** Whether the lesson exists in that language. */
export function isWritten(contentDirectory: string, language: Language, placed: PlacedLesson): boolean {
  return existsSync(lessonPath(contentDirectory, language, placed));
}
