import { reachPoint } from '@drydock/grader';
import { startStep } from '@drydock/host';
import type { Lab } from '@drydock/lab';
import { quoteCause } from '@drydock/model';
import type { Logger } from 'pino';
import { fail } from '../../text/fail.ts';
import { bringingTo as inEnglish } from '../../text/resume-en.ts';
import { bringingTo as inChinese } from '../../text/resume-zh.ts';
import type { OpenGrader } from '../grading/grader-session.ts';
import type { Journal } from '../journal.ts';
import { demandPoint } from './demand-point.ts';

/**
 * Brings a cluster from the start state to the task after which its attempt began; nothing for one that began with nothing done. The step is told to the page. Rejects with
 * `command_failed` when a command fails or a check up to there does not pass, with `not_found` when the lab has lost this point; the whole output is in the log then.
 */
export async function bringToPoint(
  journal: Pick<Journal, 'attempt' | 'onStep'>,
  lab: Lab,
  { grader, sandbox, signal }: OpenGrader,
  log: Logger,
): Promise<void> {
  const { from, parameters } = journal.attempt;
  if (from === undefined) return;
  const { title } = demandPoint(lab, from, [from]);
  const zh = { title: inChinese(title.zh) };
  const report = startStep((step) => journal.onStep({ ...step, zh }), 'resume', inEnglish(title.en));
  const workspace = sandbox.workspace();
  const { exitCode, output, missed } = await reachPoint({
    lab,
    point: from,
    parameters,
    grader,
    runInWorkspace: ([command = 'true', ...rest], how) => workspace.exec([command, ...rest], how),
    signal,
  });
  if (exitCode === 0 && missed.length === 0) return report('done');
  const checks = missed.map(({ id }) => id);
  log.warn({ from, exitCode, output, checks }, 'the commands did not bring the cluster to where the attempt begins');
  const cause = exitCode === 0 ? '' : (quoteCause(output) ?? '');
  report('failed', cause === '' ? undefined : cause);
  throw fail('command_failed', (text, language) =>
    exitCode === 0
      ? text.pointMissed(
          title[language],
          missed.map((check) => check.title[language]),
        )
      : text.pointFailed(title[language], exitCode, cause),
  );
}
