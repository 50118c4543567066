import { isCustom, UnknownKind } from '@drydock/cluster';
import { kindOf, type Probe, type ProbeName } from '@drydock/lab';
import { reasonOf } from '../reading/reason.ts';
import type { Reading, Seen } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { readCode } from './custom.ts';
import { readExec } from './exec.ts';
import { readFile } from './file.ts';
import { readHttp } from './http.ts';
import { readLogs } from './logs.ts';
import { readMetrics } from './metrics.ts';
import { undefinedKind } from '../reading/not-found.ts';
import { readNode } from './node.ts';
import { readRegistry } from './registry.ts';
import { readEvents, readList, readResource } from './objects.ts';
import { fail } from '../text/fail.ts';

/** Looks with one kind of probe; `read` is for those that look with others. */
type Reader<P extends Probe> = (
  view: View,
  probe: P,
  read: (view: View, probe: Probe) => Promise<Reading>,
) => Promise<Seen>;

/** How each kind of probe looks. */
const readers: { readonly [K in ProbeName]: Reader<Extract<Probe, { kind: K }>> } = {
  resource: readResource,
  list: readList,
  event: readEvents,
  http: readHttp,
  exec: readExec,
  file: readFile,
  logs: readLogs,
  metrics: readMetrics,
  code: readCode,
  registry: readRegistry,
  node: readNode,
};

/** Looks once. What keeps a probe from looking is part of the reading, not an error; only being called off is thrown. */
export async function read(view: View, probe: Probe): Promise<Reading> {
  const startedAt = performance.now();
  const request = requestOf(probe);
  const took = (): number => Math.round(performance.now() - startedAt);
  try {
    return { ...(await readers[probe.kind](view, probe as never, read)), request, tookMs: took() };
  } catch (error) {
    if (view.signal?.aborted) throw fail('aborted', (text) => text.calledOff, { cause: error });
    const kind = kindOf(probe);
    const subject = kind.subject(probe);
    if (error instanceof UnknownKind && isCustom(error.apiVersion)) {
      const isAbsent = kind.isAbsenceWanted?.(probe) === true;
      return { ...undefinedKind(subject, error, isAbsent), request, tookMs: took() };
    }
    return {
      subject,
      state: 'unavailable',
      values: {},
      objects: [],
      reason: reasonOf(error),
      request,
      tookMs: took(),
    };
  }
}

/** What a probe asks, as text: two probes that ask the same say the same. */
export function requestOf(probe: Probe): string {
  const { kind, ...rest } = probe;
  return `${kind} ${JSON.stringify(rest)}`;
}
