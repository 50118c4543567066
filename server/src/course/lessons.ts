import type { LessonHead, LessonHeads } from '@drydock/lab';
import type { DriverInfo } from '@drydock/model';
import { fail } from '../text/fail.ts';

/** Finds a lesson of the course; rejects with `lesson_unknown` for any other name. */
export async function demandLesson(lessons: LessonHeads, id: string): Promise<LessonHead> {
  const head = await lessons.find(id);
  if (!head) throw fail('lesson_unknown', (text) => text.lessonUnknown(id));
  return head;
}

/** Finds the lesson of a cell; rejects with `lesson_unknown` or `not_found` for what the course does not have. */
export async function demandCell(lessons: LessonHeads, id: string, cell: string): Promise<LessonHead> {
  const head = await demandLesson(lessons, id);
  const place = Number(cell);
  if (String(place) !== cell || place < 1 || place > head.cells)
    throw fail('not_found', (text) => text.cellUnknown(id, cell, head.cells));
  return head;
}

/** Rejects for a cell that the course does not have, or whose lesson needs what no cluster of this server has. */
export async function demandRunnable(
  lessons: LessonHeads,
  { lesson, cell }: { readonly lesson: string; readonly cell: string },
  { hasRegistry }: DriverInfo,
): Promise<void> {
  const head = await demandCell(lessons, lesson, cell);
  if (head.hasRegistry && !hasRegistry) throw fail('capability_missing', (text) => text.noLessonRegistry);
}
