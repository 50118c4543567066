import type { ViewContainer, ViewHappening, ViewPod, ViewProbe } from '@drydock/model';

/** One moment in what a probe asked and was answered. */
export interface ProbePoint {
  readonly at: string;
  readonly kind: 'failed' | 'ready' | 'unready' | 'started' | 'killed';
  /** What came back, for a failure. */
  readonly answer: string;
  readonly count: number;
}

/** A probe of a container: what it asks, how it stands, and what is known of its past. */
export interface ProbeLine {
  readonly key: string;
  readonly container: string;
  readonly probe: ViewProbe;
  readonly now: 'passing' | 'failing' | 'unknown';
  /** The last answer that was a failure. */
  readonly lastAnswer: string | null;
  readonly points: readonly ProbePoint[];
}

/**
 * What the probes of a Pod asked and what came back. The kubelet reports failures as Events, never
 * successes: those show in the container's `ready` and `started`.
 */
export function probeLines(pod: ViewPod, happenings: readonly ViewHappening[], nowMs: number): readonly ProbeLine[] {
  return pod.containers.flatMap((container) =>
    container.probes.map((probe) => lineOf(pod, container, probe, happenings, nowMs)),
  );
}

function lineOf(
  pod: ViewPod,
  container: ViewContainer,
  probe: ViewProbe,
  happenings: readonly ViewHappening[],
  nowMs: number,
): ProbeLine {
  const own = happenings.filter(({ about }) => about.container === null || about.container === container.name);
  const failures = own.flatMap((happening) => {
    const answer = answerOf(happening, probe.kind);
    return answer === null ? [] : [{ ...happening, answer }];
  });
  const points: ProbePoint[] = failures.flatMap(({ firstAt, at, answer, count }) => [
    ...(firstAt === at ? [] : [{ at: firstAt, kind: 'failed', answer, count: 1 } as const]),
    { at, kind: 'failed', answer, count },
  ]);
  const point = (at: string | null, kind: ProbePoint['kind']): void => {
    if (at !== null) points.push({ at, kind, answer: '', count: 1 });
  };
  if (container.state === 'running') point(container.since, 'started');
  if (probe.kind === 'readiness') point(pod.readySince, pod.isReady ? 'ready' : 'unready');
  else for (const { at, reason, message } of own) if (isKill(reason, message, probe.kind)) point(at, 'killed');
  points.sort((one, other) => one.at.localeCompare(other.at));
  const last = failures.toSorted((one, other) => other.at.localeCompare(one.at))[0];
  return {
    key: `${container.name} ${probe.kind}`,
    container: container.name,
    probe,
    now: standingOf(container, probe, last?.at, nowMs),
    lastAnswer: last?.answer ?? null,
    points,
  };
}

/** What a failed probe was answered, from the kubelet's Event about it; null for an Event about something else. */
function answerOf({ reason, message }: ViewHappening, kind: ViewProbe['kind']): string | null {
  if (reason !== 'Unhealthy') return null;
  const [, who, answer] = /^(\w+) probe (?:failed|errored)(?: and resulted in \w+)?:? ?([\s\S]*)$/.exec(message) ?? [];
  return who?.toLowerCase() === kind ? (answer ?? '').trim() : null;
}

function isKill(reason: string, message: string, kind: ViewProbe['kind']): boolean {
  return reason === 'Killing' && message.includes(`failed ${kind} probe`);
}

function standingOf(
  container: ViewContainer,
  { kind, periodSeconds }: ViewProbe,
  failedAt: string | undefined,
  nowMs: number,
): ProbeLine['now'] {
  if (container.state !== 'running') return failedAt === undefined ? 'unknown' : 'failing';
  if (kind === 'startup') return container.isStarted ? 'passing' : failedAt === undefined ? 'unknown' : 'failing';
  if (!container.isStarted) return 'unknown';
  if (kind === 'readiness') return container.isReady ? 'passing' : failedAt === undefined ? 'unknown' : 'failing';
  // A success of a liveness probe is not reported: no failure for two periods is one.
  const isRecent = failedAt !== undefined && Date.parse(failedAt) + 2 * periodSeconds * 1000 > nowMs;
  return isRecent && failedAt > (container.since ?? '') ? 'failing' : 'passing';
}
