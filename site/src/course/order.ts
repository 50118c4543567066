import type { Course } from '@drydock/model';
import type { CourseLesson, CourseModule, PlacedLesson } from './catalogue.ts';

/** A lesson that is written, with the labs that come right after it. */
export interface OrderedLesson {
  /** `module/lesson`. */
  readonly id: string;
  readonly lesson: CourseLesson;
  readonly labs: readonly string[];
}

/** A module of which something is written, in the order it is read. */
export interface OrderedModule {
  readonly module: CourseModule;
  readonly lessons: readonly OrderedLesson[];
  /** What is still to be written. */
  readonly planned: readonly CourseLesson[];
}

/**
 * Returns what can be read, in order. Each lab that exists comes once, however many lessons name it: after its own lesson,
 * or after the first that names it. A lab that came twice would lead its reader back.
 */
export function courseOrder(
  course: Course,
  isWritten: (placed: PlacedLesson) => boolean,
  labs: ReadonlyMap<string, { readonly lesson: string }>,
): OrderedModule[] {
  const written = course.modules.flatMap((module) =>
    module.lessons
      .filter((lesson) => isWritten({ module, lesson }))
      .map((lesson) => ({ id: `${module.id}/${lesson.id}`, module, lesson })),
  );
  const naming = (lab: string) => written.filter(({ lesson }) => lesson.labs.includes(lab));
  const placeOf = (lab: string) => naming(lab).find(({ id }) => id === labs.get(lab)?.lesson) ?? naming(lab)[0];
  return course.modules.flatMap((module) => {
    const lessons = written
      .filter((one) => one.module === module)
      .map(({ id, lesson }) => ({
        id,
        lesson,
        labs: lesson.labs.filter((lab) => labs.has(lab) && placeOf(lab)?.id === id),
      }));
    const planned = module.lessons.filter((lesson) => !lessons.some((one) => one.lesson === lesson));
    return lessons.length > 0 ? [{ module, lessons, planned }] : [];
  });
}
