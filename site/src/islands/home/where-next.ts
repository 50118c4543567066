import type { Progress } from '@drydock/model';

/** A written lesson with its labs, in course order. */
export interface HomeLesson {
  id: string;
  label: string;
  labs: { id: string; label: string }[];
}

/** One place to go on. */
export interface Place {
  kind: 'lab-under-way' | 'lesson' | 'next-lab' | 'next-lesson';
  path: string;
  label: string;
}

/**
 * Where a student goes on, best first: every lab under way; the lesson opened last while it is not read to its end; after it its labs
 * without full points, and the next lesson not read. Empty for a newcomer.
 */
export function whereNext(lessons: readonly HomeLesson[], progress: Progress | null, lastHere: string | null): Place[] {
  const placeOfLesson = (kind: Place['kind'], { id, label }: HomeLesson): Place => ({ kind, path: `${id}/`, label });
  const placeOfLab = (kind: Place['kind'], { id, label }: { id: string; label: string }): Place => ({
    kind,
    path: `labs/${id}/`,
    label,
  });
  const labs = lessons.flatMap((lesson) => lesson.labs);
  const underWay = labs.filter(({ id }) => progress?.labs[id]?.attempt);
  const places = underWay.map((lab) => placeOfLab('lab-under-way', lab));
  const isRead = ({ id }: HomeLesson) => progress?.lessons[id] === 'read';
  const isDone = ({ id }: { id: string }) => {
    const best = progress?.labs[id]?.best;
    return best ? best.points === best.maxPoints : false;
  };
  const last = lessons.findIndex(({ id }) => id === (progress?.last?.lesson ?? lastHere));
  const lastLesson = lessons[last];
  if (lastLesson && !isRead(lastLesson)) return [...places, placeOfLesson('lesson', lastLesson)];
  const hasBegun =
    lastLesson || Object.keys(progress?.labs ?? {}).length + Object.keys(progress?.lessons ?? {}).length > 0;
  if (!hasBegun) return [];
  const lab = (lastLesson?.labs ?? []).find((one) => !isDone(one) && !underWay.includes(one));
  const next = lessons.slice(last + 1).find((lesson) => !isRead(lesson)) ?? lessons.find((lesson) => !isRead(lesson));
  const nextLab = lab ?? (next ? undefined : labs.find((one) => !isDone(one) && !underWay.includes(one)));
  if (nextLab) places.push(placeOfLab('next-lab', nextLab));
  if (next) places.push(placeOfLesson('next-lesson', next));
  return places.length > 0 || !lastLesson ? places : [placeOfLesson('lesson', lastLesson)];
}
