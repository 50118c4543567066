import { pause } from '@drydock/cluster';
import { type Check, isPassed, type Lab, scriptUpTo, tasksAround } from '@drydock/lab';
import { fillParameters, type Verdict } from '@drydock/model';
import type { Grader } from '../grader.ts';
import type { NodeAccess } from '../node.ts';
import { isAct } from '../verdict/judge.ts';
import { roundPauseMs } from '../watch/settle.ts';

/** Twice what a proof gives the whole solution: a student's machine may be busy. */
const scriptTimeoutMs = 600_000;

/** Reads the script to its end before it begins, so that no command in it, such as ssh, takes the rest for its input. */
const runWhole = 'script=$(cat); exec </dev/null; eval "$script"';

/** Long enough for the message of any program that failed, in characters. */
const outputLength = 4000;

export interface ReachPointOptions {
  readonly lab: Lab;
  /** The task that is to be done. */
  readonly point: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** It is watching already: what only a watch can witness is seen on the way too. */
  readonly grader: Pick<Grader, 'check'>;
  readonly runInWorkspace: NodeAccess['exec'];
  readonly signal: AbortSignal;
}

/** What became of a cluster that was to be brought to a resume point. */
export interface PointOutcome {
  /** How the commands ended; nothing is judged after any other code than 0. */
  readonly exitCode: number;
  /** What they wrote last. */
  readonly output: string;
  /** The checks up to the point that do not pass. */
  readonly missed: readonly Check[];
  readonly verdicts: readonly Verdict[];
}

/**
 * Brings a cluster from the start state to a resume point: runs the commands of `<Solution>` up to the end of its task as the student, and waits until every check up to there
 * passes, for as long as these checks allow. The proof of a lab does the same. Rejects when the commands take longer than ten minutes, and throws a RangeError for a point that the lab does not have.
 */
export async function reachPoint(options: ReachPointOptions): Promise<PointOutcome> {
  const { lab, point, parameters, runInWorkspace, signal } = options;
  const script = scriptUpTo(lab, point);
  if (script === undefined) throw new RangeError(`${lab.id} has no resume point ${point}`);
  const { exitCode, stdout, stderr } = await runInWorkspace(['bash', '-c', runWhole], {
    input: fillParameters(script, parameters),
    timeoutMs: scriptTimeoutMs,
    signal,
  });
  const output = `${stdout}${stderr}`.slice(-outputLength);
  const wanted = tasksAround(lab, point).done.flatMap(({ checks }) => checks);
  if (exitCode !== 0) return { exitCode, output, missed: wanted, verdicts: [] };
  const verdicts = await untilPassed(wanted, options);
  return { exitCode, output, missed: wanted.filter((check) => !isPassed(check, verdicts)), verdicts };
}

async function untilPassed(
  wanted: readonly Check[],
  { grader, signal }: ReachPointOptions,
): Promise<readonly Verdict[]> {
  const patienceMs = Math.max(0, ...wanted.map(({ withinMs, holdMs }) => withinMs + holdMs));
  const began = performance.now();
  const isOver = (): boolean => performance.now() - began >= patienceMs;
  // What acts is only tried once nothing more is waited for, and what later tasks wait for is the student's work.
  const looking = wanted.filter((check) => !isAct(check));
  const isEnough = (all: readonly Verdict[]): boolean => isOver() || looking.every((check) => isPassed(check, all));
  for (;;) {
    const verdicts = await grader.check({ signal, isEnough });
    if (isOver() || wanted.every((check) => isPassed(check, verdicts))) return verdicts;
    await pause(roundPauseMs, signal);
  }
}
