import { isDeepStrictEqual } from 'node:util';
import type { Grader } from '@drydock/grader';
import type { Lab } from '@drydock/lab';
import { type Verdict, withVerdict } from '@drydock/model';
import { type Revealed, withHints } from './hints.ts';
import type { Journal } from '../journal.ts';

/** Stores and streams the verdicts that say something new. */
export type TellVerdicts = (verdicts: readonly Verdict[], grader: Pick<Grader, 'points'>) => Promise<void>;

/** The one place that decides what is news: verdicts of watches, checks and submissions all come here. */
export function createTellVerdicts(journal: Journal, lab: Lab, revealed: Revealed): TellVerdicts {
  return (verdicts, grader) =>
    journal.record((attempt) => {
      const shown = verdicts.map((verdict) => withHints(verdict, lab, attempt.parameters, revealed));
      const changed = shown.filter((verdict) => !attempt.verdicts.some((before) => saysSame(before, verdict)));
      if (changed.length === 0) return undefined;
      const all = changed.reduce((known: Verdict[], verdict) => withVerdict(known, verdict), attempt.verdicts);
      return { type: 'verdicts', verdicts: changed, points: grader.points(all) };
    });
}

/** Whether two verdicts differ in their time at most. */
function saysSame(one: Verdict, other: Verdict): boolean {
  return isDeepStrictEqual({ ...one, at: '' }, { ...other, at: '' });
}
