import { type Lab, resumePoints, type Task } from '@drydock/lab';
import { fail } from '../../text/fail.ts';

/** Returns the task after which an attempt is to begin. Throws `not_found` for a task after which no attempt at this lab can begin, and `forbidden` for one whose end the student has not reached. */
export function demandPoint(lab: Lab, from: string, reached: readonly string[]): Task {
  const points = resumePoints(lab);
  const point = points.find(({ id }) => id === from);
  if (!point)
    throw fail('not_found', (text) =>
      text.pointUnknown(
        lab.id,
        from,
        points.map(({ id }) => id),
      ),
    );
  if (!reached.includes(from)) throw fail('forbidden', (text, language) => text.pointNotReached(point.title[language]));
  return point;
}
