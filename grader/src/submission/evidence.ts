import type { Node, Objects } from '@drydock/cluster';
import type { Verdict } from '@drydock/model';
import type { Tampering } from '../integrity/integrity.ts';
import type { CheckMemory } from '../verdict/judge.ts';
import type { Reading } from '../reading/reading.ts';
import type { Judged } from '../watch/round.ts';

/** What a submission was judged by: enough to judge it again without the cluster. */
export interface Evidence {
  readonly version: 1;
  readonly lab: string;
  readonly startedAt: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly serverVersion: string;
  /** What of the checks' `needs` the cluster lacked. */
  readonly lacking: readonly string[];
  /** The uids of what the lab's setup made, where the grader knew them. */
  readonly made?: readonly string[];
  readonly nodes: readonly { readonly name: string; readonly uid: string; readonly version: string }[];
  /** What was put between the grader and the cluster, or could not be checked; the checks it concerns do not pass. */
  readonly tampering: readonly Tampering[];
  /** What a submission could not ask: whether the Pods of a node ran there, where there is no access to the node. It costs no points. */
  readonly unasked?: readonly string[];
  /** The rounds in order; a point counts when all of them agree. */
  readonly rounds: readonly EvidenceRound[];
}

export interface EvidenceRound {
  readonly at: string;
  readonly checks: readonly {
    readonly check: string;
    readonly verdict: Verdict;
    readonly trueSince: string | undefined;
    /** The uid of the object for which it held at least once during the attempt, as the watch saw it. */
    readonly wasTrueOf: string | undefined;
    /** When what must never be so was so, as the watch or an earlier look saw it. */
    readonly brokenAt?: string;
    readonly main: Reading;
    readonly with: Readonly<Record<string, Reading>>;
  }[];
  /** Every object that was read, by the version that was read. */
  readonly objects: readonly { readonly ref: string; readonly uid: string; readonly resourceVersion: string }[];
}

/** One round as evidence. The readings hold whole objects; the list of their versions is for the reader. */
export function evidenceOf(
  judged: readonly Judged[],
  at: Date,
  memoryOf: (check: string) => CheckMemory | undefined,
): EvidenceRound {
  const objects = new Map<string, EvidenceRound['objects'][number]>();
  for (const { readings } of judged) {
    for (const { kind, metadata } of [readings.main, ...Object.values(readings.with)].flatMap(
      (reading) => reading.objects,
    )) {
      const place = metadata.namespace === undefined ? '' : `${metadata.namespace}/`;
      objects.set(metadata.uid, {
        ref: `${kind} ${place}${metadata.name}`,
        uid: metadata.uid,
        resourceVersion: metadata.resourceVersion,
      });
    }
  }
  return {
    at: at.toISOString(),
    checks: judged.map(({ check, verdict, readings }) => {
      const { trueSince: since, wasTrueOf, brokenAt } = memoryOf(check.id) ?? {};
      return {
        check: check.id,
        verdict,
        trueSince: since === undefined ? undefined : new Date(since).toISOString(),
        wasTrueOf,
        ...(brokenAt !== undefined && { brokenAt: new Date(brokenAt).toISOString() }),
        main: readings.main,
        with: readings.with,
      };
    }),
    objects: [...objects.values()],
  };
}

/** The nodes a submission was read from. */
export async function nodesOf(objects: Objects, signal: AbortSignal): Promise<Evidence['nodes']> {
  const { items } = await objects.list({ apiVersion: 'v1', kind: 'Node' }, signal).catch(() => ({ items: [] }));
  return items.map(({ metadata, status }: Node) => ({
    name: metadata.name,
    uid: metadata.uid,
    version: status?.nodeInfo?.kubeletVersion ?? '',
  }));
}
