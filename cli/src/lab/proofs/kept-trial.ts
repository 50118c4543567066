import {
  judgeAgain,
  packRecording,
  type Trial,
  type TrialPlan,
  type TrialResult,
  unpackRecording,
} from '@drydock/grader';
import type { ProofKey } from './proof-key.ts';

/** A trial that was as it must be, with what was read in it. */
export interface KeptTrial extends ProofKey {
  /** The day of the run. */
  readonly at: string;
  readonly failed: readonly string[];
  readonly seconds: number;
  /** It was given all the time its checks allow. */
  readonly isPatient: boolean;
  /** Of a solution: when each check passed, in ms from the start of the script. */
  readonly passedAfter?: Readonly<Record<string, number>>;
  /** What was read, packed; absent when it does not say what the trial came to. */
  readonly recording?: string;
}

/** Makes what is kept of a trial that was as it must be. */
export function keptOf(
  plan: TrialPlan,
  key: ProofKey,
  { trial, passedAfter, recording }: TrialResult,
  isPatient: boolean,
): KeptTrial {
  const expressions = plan.lab.tasks.flatMap((task) =>
    task.checks.flatMap(({ that, never, actual }) => [that, never, actual]),
  );
  const packed = packRecording(recording, (field) => expressions.some((text) => text?.includes(field)));
  const isTelling = judgeAgain(plan, unpackRecording(packed)) !== undefined;
  return {
    ...key,
    at: new Date().toISOString().slice(0, 10),
    failed: trial.failed,
    seconds: trial.seconds,
    isPatient,
    ...(plan.script !== undefined && plan.expected === undefined && plan.upTo === undefined && { passedAfter }),
    ...(isTelling && { recording: packed }),
  };
}

/** The trial as what is kept proves it today; undefined when it must be run. What is kept is of the same look. */
export function standing(
  plan: TrialPlan,
  { judge }: ProofKey,
  kept: KeptTrial,
): { trial: Trial; kept: KeptTrial } | undefined {
  const { name, expected } = plan;
  const { failed, seconds } = kept;
  const frame = { name, ...(expected !== undefined && { expected }), ok: true, seconds };
  try {
    const recording = kept.recording === undefined ? undefined : unpackRecording(kept.recording);
    if (kept.judge === judge) {
      const verdicts = recording?.verdicts ?? [];
      return { trial: { ...frame, kept: 'proved before', failed, verdicts }, kept };
    }
    const decisive = recording && judgeAgain(plan, recording);
    if (!decisive) return undefined;
    const verdicts = recording.verdicts.map((one) => decisive.find(({ check }) => check === one.check) ?? one);
    const nowFailed = verdicts.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
    return {
      trial: { ...frame, kept: 'judged again', failed: nowFailed, verdicts },
      kept: { ...kept, judge, failed: nowFailed },
    };
  } catch {
    // A text that was cut or edited proves nothing.
    return undefined;
  }
}
