import { isDeepStrictEqual } from 'node:util';
import type { Grader } from '@drydock/grader';
import { type Lab, pointsReached } from '@drydock/lab';
import { type Verdict, withVerdict } from '@drydock/model';
import { type Revealed, withHints } from './hints.ts';
import type { Deps } from '../deps.ts';
import type { Journal } from '../journal.ts';
import type { Store } from '../store.ts';

/** Stores and streams the verdicts that say something new. */
export type TellVerdicts = (verdicts: readonly Verdict[], grader: Pick<Grader, 'points'>) => Promise<void>;

/**
 * The one place that decides what is news: verdicts of watches, checks and submissions all come here. When they first show that a resume point is reached, it is stored,
 * whatever becomes of the attempt.
 */
export function createTellVerdicts(
  journal: Journal,
  lab: Lab,
  revealed: Revealed,
  { reached, log }: Pick<Store, 'reached'> & Pick<Deps, 'log'>,
): TellVerdicts {
  const known = new Set<string>();

  async function keepPoints(): Promise<void> {
    const points = pointsReached(lab, journal.attempt.verdicts).filter((point) => !known.has(point));
    if (points.length === 0) return;
    const added = await reached.add(journal.user, lab.id, points);
    for (const point of points) known.add(point);
    for (const task of added) await journal.record({ type: 'point', task });
  }

  return async (verdicts, grader) => {
    await journal.record((attempt) => {
      const shown = verdicts.map((verdict) => withHints(verdict, lab, attempt.parameters, revealed));
      const changed = shown.filter((verdict) => !attempt.verdicts.some((before) => saysSame(before, verdict)));
      if (changed.length === 0) return undefined;
      const all = changed.reduce((known: Verdict[], verdict) => withVerdict(known, verdict), attempt.verdicts);
      return { type: 'verdicts', verdicts: changed, points: grader.points(all) };
    });
    // What cannot be stored now is tried again with the next verdicts, and keeps nobody from seeing these.
    await keepPoints().catch((error: unknown) => log.error({ err: error }, 'a resume point could not be stored'));
  };
}

/** Whether two verdicts differ in their time at most. */
function saysSame(one: Verdict, other: Verdict): boolean {
  return isDeepStrictEqual({ ...one, at: '' }, { ...other, at: '' });
}
