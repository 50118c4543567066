import type { LessonHead, LessonHeads } from '@drydock/lab';
import type { CourseError } from '@drydock/model';
import { cellLackOf, type DriverFacts } from '@drydock/sandbox';
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

/** Cells of a lesson that no cluster of this server runs, and why. */
interface Refusal {
  readonly cells: readonly string[];
  readonly problem: CourseError;
}

/** Rejects for a cell that the course does not have, or that no cluster of this server runs. */
export async function demandRunnable(
  lessons: LessonHeads,
  { lesson, cell }: { readonly lesson: string; readonly cell: string },
  info: DriverFacts,
): Promise<void> {
  const head = await demandCell(lessons, lesson, cell);
  const refusal = refusalsOf(head, info).find(({ cells }) => cells.includes(cell));
  if (refusal) throw refusal.problem;
}

/** Returns what `demandRunnable` would reject with, for each cell that it would: a lesson that lacks something as a whole, or its cells that need more of the student. */
export function refusalsOf(head: LessonHead, info: DriverFacts): readonly Refusal[] {
  const all = Array.from({ length: head.cells }, (_, index) => String(index + 1));
  if (!info.profiles.includes(head.profile))
    return refuse(
      all,
      fail('capability_missing', (text) => text.profileMissing(head.profile, info.profiles)),
    );
  if (head.hasRegistry && !info.hasRegistry)
    return refuse(
      all,
      fail('capability_missing', (text) => text.noLessonRegistry),
    );
  return (['root', 'admin'] as const).flatMap((need) => refuse(head.needs[need], cellLackOf(info, need)));
}

function refuse(cells: readonly string[], problem: CourseError | undefined): readonly Refusal[] {
  return problem && cells.length > 0 ? [{ cells, problem }] : [];
}
