import { type LessonHead, readLessonHead } from '@drydock/lab';
import type { DriverInfo } from '@drydock/model';
import { fail } from '../text/fail.ts';

/** The lessons of the course. */
export interface Lessons {
  /** A lesson as its page is written now; undefined where the course has none of this id. */
  find(id: string): Promise<LessonHead | undefined>;
}

/** The lessons below a folder. One is read when it is asked for: an author's edit counts at once. */
export function createLessons(directory: string): Lessons {
  return { find: (id) => readLessonHead(directory, id) };
}

/** Finds a lesson of the course; rejects with `lesson_unknown` for any other name. */
export async function demandLesson(lessons: Lessons, id: string): Promise<LessonHead> {
  const head = await lessons.find(id);
  if (!head) throw fail('lesson_unknown', (text) => text.lessonUnknown(id));
  return head;
}

/** Rejects for a lesson that the course does not have, or that needs what no cluster of this server has. */
export async function demandRunnable(lessons: Lessons, id: string, { hasRegistry }: DriverInfo): Promise<void> {
  const head = await demandLesson(lessons, id);
  if (head.hasRegistry && !hasRegistry) throw fail('capability_missing', (text) => text.noLessonRegistry);
}
