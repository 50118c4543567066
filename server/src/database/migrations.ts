import type { Migration } from 'kysely/migration';
import { attempts } from './migrations/01-attempts.ts';
import { memory } from './migrations/02-memory.ts';
import { recordingChoices } from './migrations/03-recording-choices.ts';
import { lastLessons } from './migrations/04-last-lessons.ts';
import { times } from './migrations/05-times.ts';
import { leases } from './migrations/06-leases.ts';
import { playgrounds } from './migrations/07-playgrounds.ts';
import { playgroundRegistries } from './migrations/08-playground-registries.ts';
import { keptBytes } from './migrations/09-kept-bytes.ts';
import { resumePoints } from './migrations/10-resume-points.ts';

/** What made the database what it is, by name; a name begins with its number. */
export type Migrations = Readonly<Record<string, Migration>>;

/** A migration that was released is never changed; a new one is added. */
export const migrations: Migrations = {
  '01-attempts': attempts,
  '02-memory': memory,
  '03-recording-choices': recordingChoices,
  '04-last-lessons': lastLessons,
  '05-times': times,
  '06-leases': leases,
  '07-playgrounds': playgrounds,
  '08-playground-registries': playgroundRegistries,
  '09-kept-bytes': keptBytes,
  '10-resume-points': resumePoints,
};

export function versionOf(name: string): number {
  return Number.parseInt(name, 10);
}
