import type { Probe } from '../lab.ts';
import type { KubeObject } from '../objects.ts';
import { type Seen, bornAt, isYoung } from '../reading.ts';
import { formatRef } from '../reference.ts';
import type { View } from '../view.ts';
import { missing } from './miss.ts';

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

interface KubeEvent {
  readonly reason?: string;
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly source?: { readonly component?: string };
  readonly reportingComponent?: string;
  readonly involvedObject?: { readonly kind?: string; readonly name?: string; readonly uid?: string };
}

/** The events of an object as it is now: those of an earlier one of the same name, and those from before the attempt, do not count. */
export async function readEvents(
  view: View,
  { ref, reasons, source }: Extract<Probe, { kind: 'event' }>,
): Promise<Seen> {
  const isAny = ref.name === '*';
  const object = isAny ? undefined : await view.get(ref);
  if (!object && !isAny) return missing(view, ref);
  const all = await view.list({
    apiVersion: 'v1',
    kind: 'Event',
    ...(ref.namespace !== undefined && { namespace: ref.namespace }),
  });
  const found = all.filter((candidate) => {
    const { involvedObject, reason = '', source: from, reportingComponent } = candidate as KubeEvent;
    return (
      involvedObject?.kind === ref.kind &&
      (isAny || involvedObject.uid === object?.metadata.uid) &&
      reasons.includes(reason) &&
      (source === undefined || (from?.component || reportingComponent) === source) &&
      isYoung(candidate, view.startedAt)
    );
  });
  return {
    subject: formatRef(ref),
    state: 'found',
    values: { ...(object && { self: object }), events: found.map(plain) },
    objects: [...(object ? [object] : []), ...found],
    ...(object && { bornAt: bornAt(object) }),
  };
}

function plain(object: KubeObject): Record<string, unknown> {
  const { reason, message, type, count, series, firstTimestamp, lastTimestamp, eventTime, involvedObject } =
    object as KubeEvent;
  return {
    reason,
    message: message ?? '',
    type,
    name: involvedObject?.name,
    count: series?.count ?? count ?? 1,
    first: firstTimestamp ?? eventTime ?? object.metadata.creationTimestamp,
    last: series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? object.metadata.creationTimestamp,
  };
}
