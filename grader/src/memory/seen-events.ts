import { definedIn } from '@drydock/model';
import type { KubeEvent } from '@drydock/cluster';
import type { Probe } from '@drydock/lab';
import { isYoung } from '../reading/reading.ts';

export type EventProbe = Extract<Probe, { kind: 'event' }>;

/** Events as they are kept beside the attempt. */
export interface EventMemory {
  readonly events: readonly KubeEvent[];
  /** How many events each object has had, by uid, of the one that reported most. */
  readonly sent: Readonly<Record<string, number>>;
  /** There were more than are kept. */
  readonly isFull: boolean;
}

/** Remembers events that checks ask for: what was seen once belongs to the attempt, though it is deleted or edited later. */
export interface SeenEvents {
  /** Takes note of what the cluster has now; events that no check asks for are left. */
  note(events: readonly KubeEvent[]): void;
  /** What a probe finds among the events there are and those that were seen. */
  find(probe: EventProbe, uid: string | undefined, present: readonly KubeEvent[]): readonly KubeEvent[];
  /** The most events that one reporter has sent about one of these objects. */
  sentAbout(uids: readonly string[]): number;
  readonly isFull: boolean;
  /** What is to be kept, and a text that changes with it. */
  readonly memory: EventMemory;
  readonly signature: string;
  clear(): void;
}

const keptAtMost = 400;
const objectsAtMost = 400;
const messageLength = 1024;

/** Creates the memory of an attempt's events; begins with what was kept of it. */
export function createSeenEvents(
  probes: readonly EventProbe[],
  startedAt: Date,
  { events: keptEvents = [], sent: keptSent = {}, isFull: wasFull = false }: Partial<EventMemory> = {},
): SeenEvents {
  const kept = new Map(keptEvents.map((event) => [keyOf(event), event]));
  const sent = new Map(Object.entries(keptSent));
  let isFull = wasFull;

  function keep(event: KubeEvent): void {
    const key = keyOf(event);
    const before = kept.get(key);
    if (before && countOf(before) >= countOf(event)) return;
    if (!before && kept.size >= keptAtMost) isFull = true;
    else kept.set(key, slim(event));
  }

  /** One reporter's events about one object come out of one allowance, whatever their reasons. */
  function count(events: readonly KubeEvent[]): void {
    const totals = new Map<string, { uid: string; total: number }>();
    for (const event of events) {
      const uid = event.involvedObject?.uid;
      if (uid === undefined || !probes.some((probe) => isAbout(probe, event))) continue;
      const key = `${uid} ${reporterOf(event)} ${event.source?.host ?? event.reportingInstance ?? ''}`;
      const { total = 0 } = totals.get(key) ?? {};
      totals.set(key, { uid, total: total + countOf(event) });
    }
    for (const { uid, total } of totals.values()) {
      if (sent.size >= objectsAtMost && !sent.has(uid)) continue;
      sent.set(uid, Math.max(sent.get(uid) ?? 0, total));
    }
  }

  return {
    note(events) {
      for (const event of events)
        if (isYoung(event, startedAt) && probes.some((probe) => matches(probe, event))) keep(event);
    },
    find(probe, uid, present) {
      const young = present.filter((event) => isYoung(event, startedAt));
      count(young);
      const isWanted = (event: KubeEvent): boolean =>
        matches(probe, event) && (probe.ref.name === '*' || event.involvedObject?.uid === uid);
      const found = new Map([...kept].filter(([, event]) => isWanted(event)));
      for (const event of young.filter(isWanted)) {
        found.set(keyOf(event), event);
        if (probes.some((each) => matches(each, event))) keep(event);
      }
      return [...found.values()];
    },
    sentAbout: (uids) => Math.max(0, ...uids.map((uid) => sent.get(uid) ?? 0)),
    get isFull() {
      return isFull;
    },
    get memory() {
      return { events: [...kept.values()], sent: Object.fromEntries(sent), isFull };
    },
    get signature() {
      const counts = [...kept].map(([key, event]) => `${key} ${countOf(event)}`);
      return [...counts, ...[...sent].flat(), isFull].join('\n');
    },
    clear() {
      kept.clear();
      sent.clear();
      isFull = false;
    },
  };
}

function isAbout({ ref }: EventProbe, { involvedObject = {}, metadata }: KubeEvent): boolean {
  return (
    involvedObject.kind === ref.kind &&
    (ref.name === '*' || involvedObject.name === ref.name) &&
    (ref.namespace === undefined || metadata.namespace === ref.namespace)
  );
}

function matches(probe: EventProbe, event: KubeEvent): boolean {
  const { reasons, source } = probe;
  return (
    isAbout(probe, event) &&
    reasons.includes(event.reason ?? '') &&
    (source === undefined || reporterOf(event) === source)
  );
}

/** Who sent an event. */
function reporterOf({ source, reportingComponent }: KubeEvent): string {
  return source?.component || (reportingComponent ?? '');
}

/** How often an event was sent. */
export function countOf({ series, count }: KubeEvent): number {
  return series?.count ?? count ?? 1;
}

/** An edited event counts as another one; an event whose count grows is the same. */
function keyOf(event: KubeEvent): string {
  const { metadata, reason, message = '', type, involvedObject } = event;
  return JSON.stringify([
    metadata.uid,
    involvedObject?.uid,
    reason,
    message.slice(0, messageLength),
    type,
    reporterOf(event),
  ]);
}

/** What probes and evidence read of an event. */
function slim(event: KubeEvent): KubeEvent {
  const { metadata, message = '', involvedObject = {} } = event;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const { reason, type, count, series, firstTimestamp, lastTimestamp, eventTime } = event;
  const { source, reportingComponent, reportingInstance } = event;
  const known = {
    reason,
    type,
    count,
    series,
    firstTimestamp,
    lastTimestamp,
    eventTime,
    source,
    reportingComponent,
    reportingInstance,
  };
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, uid, resourceVersion, creationTimestamp, ...(namespace !== undefined && { namespace }) },
    message: message.slice(0, messageLength),
    involvedObject: {
      ...(involvedObject.kind !== undefined && { kind: involvedObject.kind }),
      ...(involvedObject.name !== undefined && { name: involvedObject.name }),
      ...(involvedObject.namespace !== undefined && { namespace: involvedObject.namespace }),
      ...(involvedObject.uid !== undefined && { uid: involvedObject.uid }),
    },
    ...definedIn(known),
  };
}
