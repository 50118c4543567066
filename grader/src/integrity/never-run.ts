import type { Objects, Pod } from '@drydock/cluster';
import { type Check, kindOf, lookLimitMs } from '@drydock/lab';
import type { KubeObject, Text } from '@drydock/model';
import type { Tampering } from './integrity.ts';
import { containerdFilter } from '../reading/containerd.ts';
import type { OpenNode } from '../node.ts';
import type { Judged } from '../watch/round.ts';
import { say } from './say.ts';

export interface NeverRunOptions {
  readonly objects: Objects;
  readonly node: OpenNode;
  readonly signal: AbortSignal;
}

/** The result of asking the nodes: Pods that no kubelet ever ran, and what could not be asked, which costs no points. */
export interface NeverRun {
  readonly tampering: readonly Tampering[];
  readonly unasked: readonly string[];
}

/**
 * Asks the container runtime of each node for the Pods by which checks pass. The status of a Pod that no kubelet owns is whatever was written there, and
 * nothing overwrites it; but what ran has a container on its node. Only a Pod that claims to have run needs one.
 */
export async function findNeverRun(
  rounds: readonly (readonly Judged[])[],
  { objects, node, signal }: NeverRunOptions,
): Promise<NeverRun> {
  const claims = claimsOf(rounds);
  if (claims.length === 0) return { tampering: [], unasked: [] };
  const nodes = await namesOfNodes(objects, signal);
  const byNode = Map.groupBy(claims, ({ pod }) => nodeNameOf(pod) ?? '');
  const answers = await Promise.all(
    [...byNode].map(async ([name, there]): Promise<NeverRun> => {
      if (name === '' || nodes?.has(name) === false) return { tampering: there.map(neverRun), unasked: [] };
      try {
        const ran = await askRuntime(there, await node(name), signal);
        const missing = there.filter((_, index) => !ran.has(index));
        return { tampering: await told(missing, objects, signal), unasked: [] };
      } catch (error) {
        signal.throwIfAborted();
        const reason = error instanceof Error ? error.message : String(error);
        return { tampering: [], unasked: [`whether the Pods of node ${name} ran there: ${reason}`] };
      }
    }),
  );
  return {
    tampering: answers.flatMap(({ tampering }) => tampering),
    unasked: answers.flatMap(({ unasked }) => unasked),
  };
}

/** A Pod that claims to have run, and the checks that pass by it. */
interface Claim {
  readonly pod: KubeObject;
  readonly checks: Check[];
}

function claimsOf(rounds: readonly (readonly Judged[])[]): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const { check, readings, verdict } of rounds.flat()) {
    if (verdict.outcome !== 'pass') continue;
    for (const pod of [readings.main, ...Object.values(readings.with)].flatMap((reading) => reading.objects)) {
      if (pod.kind !== 'Pod' || !claimsToHaveRun(pod)) continue;
      const { checks }: Pick<Claim, 'checks'> = claims.get(pod.metadata.uid) ?? { checks: [] };
      if (!checks.some(({ id }) => id === check.id)) checks.push(check);
      claims.set(pod.metadata.uid, { pod, checks });
    }
  }
  return [...claims.values()];
}

/** Whether a status names a container that ran. A container that only waits did not run; a Pod that was rejected failed without one. */
function claimsToHaveRun({ status }: Pod): boolean {
  const {
    phase = '',
    conditions = [],
    containerStatuses = [],
    initContainerStatuses = [],
    ephemeralContainerStatuses = [],
  } = status ?? {};
  return (
    phase === 'Running' ||
    phase === 'Succeeded' ||
    conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True') ||
    [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].some(
      ({ state, lastState, restartCount = 0 }) =>
        restartCount > 0 ||
        [state, lastState].some((one) => one?.running !== undefined || one?.terminated !== undefined),
    )
  );
}

function nodeNameOf({ spec }: Pod): string | undefined {
  return spec?.nodeName;
}

/** Returns the nodes of the cluster; undefined when they cannot be read, which the search for tampering reports. */
async function namesOfNodes(objects: Objects, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  try {
    const { items } = await objects.list({ apiVersion: 'v1', kind: 'Node' }, signal);
    return new Set(items.map(({ metadata }) => metadata.name));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Returns the indexes of the Pods that have, or had, a container on the node: one command for all of them. */
async function askRuntime(
  claims: readonly Claim[],
  node: Awaited<ReturnType<OpenNode>>,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const script =
    'at=0; for filter; do ids=$(ctr -n k8s.io containers list -q "$filter") || exit 44; [ -z "$ids" ] || echo "$at"; at=$((at + 1)); done';
  const argv = ['sh', '-c', script, 'sh', ...claims.map(({ pod }) => containerdFilter(pod))];
  const { exitCode, stdout, stderr } = await node.exec(argv, { timeoutMs: lookLimitMs, signal });
  if (exitCode !== 0) throw new Error(`ctr ended with exit code ${exitCode}: ${stderr.slice(0, 300)}`);
  return new Set(stdout.split('\n').filter(Boolean).map(Number));
}

/** A Pod that went away before its node was asked is no forgery, and nothing to go by either; code may have deleted it itself. */
async function told(missing: readonly Claim[], objects: Objects, signal: AbortSignal): Promise<readonly Tampering[]> {
  const found = await Promise.all(
    missing.map(async (claim) => {
      const { namespace = 'default', name, uid } = claim.pod.metadata;
      const now = await objects.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, signal);
      if (now?.metadata.uid === uid) return [neverRun(claim)];
      const checks = claim.checks.filter(({ probe }) => !kindOf(probe).judgesItself);
      return checks.length === 0 ? [] : [tamperingOf({ ...claim, checks }, goneMeanwhile)];
    }),
  );
  return found.flat();
}

function neverRun(claim: Claim): Tampering {
  return tamperingOf(claim, neverRunMessage);
}

function tamperingOf({ pod, checks }: Claim, message: (ref: string) => Text): Tampering {
  const ref = `Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
  return { ref, message: message(ref), checks: checks.map(({ id }) => id) };
}

const neverRunMessage = (ref: string): Text => say((text) => text.neverRun(ref));

const goneMeanwhile = (ref: string): Text => say((text) => text.goneMeanwhile(ref));
