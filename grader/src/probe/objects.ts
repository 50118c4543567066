import type { KubeEvent } from '@drydock/cluster';
import { formatRef, type Probe } from '@drydock/lab';
import { type Seen, bornAt } from '../reading/reading.ts';
import { countOf, createSeenEvents } from '../memory/seen-events.ts';
import type { View } from '../reading/view.ts';
import { missing } from '../reading/not-found.ts';

/** One object by its name. */
export async function readResource(view: View, { ref, absent }: Extract<Probe, { kind: 'resource' }>): Promise<Seen> {
  const object = await view.get(ref);
  if (object)
    return {
      subject: formatRef(ref),
      state: 'found',
      values: { self: object },
      objects: [object],
      bornAt: bornAt(object),
    };
  return absent ? { subject: formatRef(ref), state: 'missing', values: {}, objects: [] } : missing(view, ref);
}

/** Every object of a kind by its labels. */
export async function readList(view: View, { of }: Extract<Probe, { kind: 'list' }>): Promise<Seen> {
  const items = await view.list(of);
  const place = of.namespace === undefined || of.namespace === '*' ? '' : ` ${of.namespace}`;
  return {
    subject: `${of.kind}${place}${of.selector === undefined ? '' : ` ${of.selector}`}`,
    state: 'found',
    values: { items },
    objects: items,
    ...(items.length > 0 && { bornAt: Math.max(...items.map(bornAt)) }),
  };
}

/** As many as a kubelet sends about one object at once (client-go's spam filter: 25, then one in five minutes). Whatever it has to say then may be left out. */
const allowance = 25;
/** The API server drops an event after an hour; what is younger by some minutes is all there. */
const keptMs = 55 * 60_000;

/**
 * The events of an object as it is now, those that were seen and have gone since among them. Those of an earlier one of the same name, and those from before the attempt,
 * do not count.
 */
export async function readEvents(view: View, probe: Extract<Probe, { kind: 'event' }>): Promise<Seen> {
  const { ref } = probe;
  const isAny = ref.name === '*';
  const object = isAny ? undefined : await view.get(ref);
  if (!object && !isAny) return missing(view, ref);
  const all: readonly KubeEvent[] = await view.list({
    apiVersion: 'v1',
    kind: 'Event',
    ...(ref.namespace !== undefined && { namespace: ref.namespace }),
  });
  const seen = view.seen ?? createSeenEvents([probe], view.startedAt);
  const found = seen.find(probe, object?.metadata.uid, all);
  const about = object
    ? [object.metadata.uid]
    : all.flatMap(({ involvedObject }) =>
        involvedObject?.kind === ref.kind && involvedObject.uid !== undefined ? [involvedObject.uid] : [],
      );
  const lack = seen.isFull
    ? ('full' as const)
    : seen.sentAbout(about) >= allowance
      ? ('filtered' as const)
      : object && !view.isFromStart && Date.now() - bornAt(object) > keptMs
        ? ('expired' as const)
        : undefined;
  return {
    subject: formatRef(ref),
    state: 'found',
    values: { ...(object && { self: object }), events: found.map(plain) },
    objects: [...(object ? [object] : []), ...found],
    ...(object && { bornAt: bornAt(object) }),
    ...(lack && { mayLack: lack }),
  };
}

function plain(event: KubeEvent): Record<string, unknown> {
  const { reason, message, type, series, firstTimestamp, lastTimestamp, eventTime, involvedObject } = event;
  const { creationTimestamp } = event.metadata;
  return {
    reason,
    message: message ?? '',
    type,
    name: involvedObject?.name,
    count: countOf(event),
    first: firstTimestamp ?? eventTime ?? creationTimestamp,
    last: series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? creationTimestamp,
  };
}
