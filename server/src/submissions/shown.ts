import { type Submission, Verdict } from '@drydock/model';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/schema.ts';

/** A stored submission as the API shows it. */
export function toSubmission(
  row: Omit<Selectable<Schema['submissions']>, 'signedJson' | 'signature' | 'key' | 'user' | 'lab'>,
): Submission {
  return {
    id: row.id,
    attempt: row.attempt,
    at: row.at,
    points: row.points,
    maxPoints: row.maxPoints,
    verdicts: z.array(Verdict).parse(row.verdictsJson),
    ...(row.atEnd && { atEnd: true }),
  };
}

/** Which submission of an attempt is shown, of all, the latest first: the student's own, unless the one at the end is better. */
export function shownOf(submissions: readonly Submission[]): Submission | null {
  const own = submissions.find(({ atEnd }) => !atEnd);
  const last = submissions.find(({ atEnd }) => atEnd);
  return last && (!own || last.points > own.points) ? last : (own ?? null);
}
