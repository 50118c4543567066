import type { Lab } from '@drydock/lab';
import { fillParameters, type Text, type Verdict } from '@drydock/model';
import { fail } from '../../text/fail.ts';

/** How many hints of each check (`task/check`) are revealed. */
export type Revealed = Map<string, number>;

/** The texts of a check's hints, with the attempt's parameters filled in. */
export function hintsOf(lab: Lab, parameters: Record<string, string>, task: string, check: string): readonly Text[] {
  const found = lab.tasks.find(({ id }) => id === task)?.checks.find(({ id }) => id === check);
  if (!found) {
    throw fail('not_found', (text) =>
      text.checkUnknown(
        lab.id,
        `${task}/${check}`,
        lab.tasks.flatMap((each) => each.checks.map(({ id }) => `${each.id}/${id}`)),
      ),
    );
  }
  return found.hints.map(({ en, zh }) => ({ en: fillParameters(en, parameters), zh: fillParameters(zh, parameters) }));
}

/** A verdict with the hints that are revealed so far. */
export function withHints(verdict: Verdict, lab: Lab, parameters: Record<string, string>, revealed: Revealed): Verdict {
  const count = revealed.get(`${verdict.task}/${verdict.check}`) ?? 0;
  return count === 0
    ? verdict
    : { ...verdict, hints: hintsOf(lab, parameters, verdict.task, verdict.check).slice(0, count) };
}
