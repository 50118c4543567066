import { findTampering } from '../integrity/integrity.ts';
import type { Objects } from '@drydock/cluster';
import type { Check, Lab } from '@drydock/lab';
import { type ObjectRef, profileShape } from '@drydock/model';
import { findOtherMetrics, measuredChecks } from '../integrity/metrics-server.ts';
import { type NeverRun, findNeverRun } from '../integrity/never-run.ts';
import type { OpenNode } from '../node.ts';
import type { Judged } from '../watch/round.ts';

export interface GateOptions {
  readonly objects: Objects;
  readonly node: OpenNode;
  readonly checks: readonly Check[];
  /** What the cluster lacks of what checks need. */
  readonly lacking: ReadonlySet<string>;
  readonly startedAt: Date;
  /** What the set-up removed of the cluster's own: a student installs another in its place. */
  readonly removed: readonly ObjectRef[];
  readonly signal: AbortSignal;
}

/**
 * The integrity gate of a submission: what was put between the grader and the cluster, Pods that never ran, and another metrics-server than the cluster's own. A cluster
 * that the student made has nothing of its own to be measured by: its nodes are the witnesses.
 */
export async function askGate(
  { profile }: Pick<Lab, 'profile'>,
  rounds: readonly (readonly Judged[])[],
  { objects, node, checks, lacking, startedAt, removed, signal }: GateOptions,
): Promise<NeverRun> {
  if (!profileShape[profile].hasCluster) return { tampering: [], unasked: [] };
  const isStudents = removed.some(({ kind, name }) => kind === 'Deployment' && name === 'metrics-server');
  const measured = lacking.has('metrics') || isStudents ? [] : measuredChecks(checks);
  const [between, { tampering: neverRun, unasked }] = await Promise.all([
    findTampering(objects, startedAt, signal),
    findNeverRun(rounds, { objects, node, signal }),
  ]);
  if (measured.length === 0) return { tampering: [...between, ...neverRun], unasked };
  const isSandbox = await node().then(
    () => true,
    () => false,
  );
  const metrics = await findOtherMetrics(objects, { startedAt, isSandbox, checks: measured, signal });
  return { tampering: [...between, ...neverRun, ...metrics], unasked };
}
