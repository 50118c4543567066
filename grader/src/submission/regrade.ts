import { type Check, fillCheck, kindOf, type Lab } from '@drydock/lab';
import type { Text, Verdict } from '@drydock/model';
import type { Evidence, EvidenceRound } from './evidence.ts';
import { withoutTampering } from '../integrity/integrity.ts';
import { judge } from '../verdict/judge.ts';
import { unknown } from '../verdict/messages.ts';
import { requestOf } from '../probe/read.ts';
import { pointsOf, worse } from '../verdict/score.ts';
import { say } from '../verdict/say.ts';

/** What recorded evidence comes to by the checks of a lab as it is now. */
export interface Regrade {
  readonly verdicts: readonly Verdict[];
  readonly points: number;
}

/**
 * Judges a submission again from what was read then, without a cluster. A check that reads something else by now, or was not there then, is
 * inconclusive: the evidence cannot say.
 */
export function regrade(lab: Lab, evidence: Evidence): Regrade {
  const checks = lab.tasks.flatMap((task) => task.checks).map((check) => fillCheck(check, evidence.parameters));
  const judged = checks.map((check) => {
    const rounds = evidence.rounds.map((round) => judgeAgain(check, round, evidence));
    const [
      first = silent(
        check,
        new Date(),
        say((text) => text.noReading),
      ),
      ...rest
    ] = rounds;
    return rest.reduce((soFar, verdict) => worse(soFar, verdict), first);
  });
  const verdicts = withoutTampering(judged, evidence.tampering);
  return { verdicts, points: pointsOf(lab, verdicts) };
}

function judgeAgain(check: Check, round: EvidenceRound, evidence: Evidence): Verdict {
  const recorded = round.checks.find((each) => each.check === check.id);
  if (!recorded)
    return silent(
      check,
      new Date(round.at),
      say((text) => text.checkIsNew),
    );
  const asked = [recorded.main.request, ...Object.entries(recorded.with).map(([name, { request }]) => name + request)];
  const asks = [requestOf(check.probe), ...Object.entries(check.with).map(([name, probe]) => name + requestOf(probe))];
  const now = new Date(recorded.verdict.at);
  if (asked.toSorted().join('\n') !== asks.toSorted().join('\n')) {
    return silent(
      check,
      now,
      say((text) => text.checkChanged),
    );
  }
  const facts = {
    parameters: evidence.parameters,
    startedAt: new Date(evidence.startedAt),
    now,
    serverVersion: evidence.serverVersion,
    lacking: new Set(evidence.lacking),
    made: evidence.made,
  };
  const { trueSince, wasTrueOf, brokenAt } = recorded;
  return judge(check, { main: recorded.main, with: recorded.with }, facts, {
    trueSince: trueSince === undefined ? undefined : Date.parse(trueSince),
    wasTrueOf,
    ...(brokenAt !== undefined && { brokenAt: Date.parse(brokenAt) }),
  });
}

function silent(check: Check, at: Date, reason: Text): Verdict {
  const { task, id, probe, expected } = check;
  const message = unknown(kindOf(probe).subject(probe), reason);
  return { task, check: id, outcome: 'inconclusive', pending: false, message, expected, at: at.toISOString() };
}
