import type { Facts } from '../verdict/judge.ts';
import type { OnJudged } from '../watch/round.ts';
import type { RecordedLook, Recording } from './recording.ts';
import type { Scene } from './stage.ts';

/** Writes down what a grader judges. */
export interface Record {
  readonly add: OnJudged;
  end(): Omit<Recording, 'scriptAt' | 'limits' | 'verdicts'>;
}

/** Begins a recording of a scene. */
export function createRecord({ startedAt, parameters }: Scene): Record {
  const looks: RecordedLook[] = [];
  let known: Facts | undefined;
  return {
    add(judged, occasion, facts) {
      known = facts;
      const [first] = judged;
      if (!first) return;
      looks.push({
        occasion,
        at: Date.parse(first.verdict.at),
        checks: judged.map(({ check, readings, verdict }) => ({
          check: check.id,
          outcome: verdict.outcome,
          main: readings.main,
          with: readings.with,
        })),
      });
    },
    end: () => ({
      startedAt: startedAt.toISOString(),
      parameters,
      serverVersion: known?.serverVersion ?? '',
      lacking: [...(known?.lacking ?? [])],
      ...(known?.made && { made: known.made }),
      looks,
    }),
  };
}
