import { type ClusterFacts, type Objects, pause } from '@drydock/cluster';
import type { Check, Lab } from '@drydock/lab';
import type { Verdict } from '@drydock/model';
import { withoutTampering } from '../integrity/integrity.ts';
import type { GraderLog } from '../log.ts';
import type { Memories } from '../memory/memory.ts';
import type { OpenNode } from '../node.ts';
import { worse } from '../verdict/score.ts';
import type { Judged } from '../watch/round.ts';
import { type Evidence, type EvidenceRound, evidenceOf, nodesOf } from './evidence.ts';
import { askGate } from './submission-gate.ts';

/** What a submission is made of. */
export interface Submission {
  readonly lab: Lab;
  readonly checks: readonly Check[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly memories: Memories;
  readonly objects: Objects;
  readonly node: OpenNode;
  readonly log: GraderLog;
  /** What is known of the cluster; asked after judging, which may learn it again. */
  readonly known: () => ClusterFacts;
  /** Reads and judges every check. */
  readonly judge: () => Promise<readonly Judged[]>;
  /** How long to wait between the two readings (ms). */
  readonly pauseMs: (first: readonly Judged[]) => number;
  readonly signal: AbortSignal;
}

/**
 * Judges every check twice and keeps the worse verdict of each, then takes back what a cluster that was tampered with cannot prove. Nothing is read a second time where
 * nothing passed the first.
 */
export async function submitChecks(
  submission: Submission,
): Promise<{ verdicts: readonly Verdict[]; evidence: Evidence }> {
  const { lab, checks, parameters, startedAt, memories, objects, node, log, known, judge, signal } = submission;
  const rounds: EvidenceRound[] = [];
  const record = (judged: readonly Judged[]): void => {
    rounds.push(evidenceOf(judged, new Date(), memories.find));
  };
  const first = await judge();
  record(first);
  let last = first;
  if (first.some(({ verdict }) => verdict.outcome === 'pass')) {
    await pause(submission.pauseMs(first), signal);
    last = await judge();
    record(last);
  }
  const { serverVersion, lacking } = known();
  const { tampering, unasked } = await askGate(lab, [first, last], {
    objects,
    node,
    checks,
    lacking,
    startedAt,
    removed: lab.setup?.remove ?? [],
    signal,
  });
  if (unasked.length > 0) log.warn({ unasked }, 'not every Pod could be asked for on its node');
  const agreed = last.map(({ verdict }, index) => worse(first[index]?.verdict, verdict));
  return {
    verdicts: withoutTampering(agreed, tampering),
    evidence: {
      version: 1,
      lab: lab.id,
      startedAt: startedAt.toISOString(),
      parameters,
      serverVersion,
      lacking: [...lacking],
      ...(memories.made && { made: memories.made }),
      nodes: await nodesOf(objects, signal),
      tampering,
      ...(unasked.length > 0 && { unasked }),
      rounds,
    },
  };
}
