import { isCustom, UnknownKind } from '@drydock/cluster';
import { kindOf, type Probe, type ProbeName } from '@drydock/lab';
import { CourseError } from '@drydock/model';
import { reasonOf } from '../reading/reason.ts';
import type { Reading, Seen } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { readCode } from './custom.ts';
import { readExec } from './exec.ts';
import { readFile } from './file.ts';
import { readHttp } from './http.ts';
import { readLogs } from './logs.ts';
import { readMetrics } from './metrics.ts';
import { noCluster, undefinedKind } from '../reading/not-found.ts';
import { readNode } from './node.ts';
import { readRegistry } from './registry.ts';
import { readEvents, readList, readResource } from './objects.ts';
import { fail } from '../text/fail.ts';

/** Reads one kind of probe; `read` is for kinds that use others. */
type Reader<P extends Probe> = (
  view: View,
  probe: P,
  read: (view: View, probe: Probe) => Promise<Reading>,
) => Promise<Seen>;

/** The function that reads each kind of probe. */
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

/** Runs a probe once. What keeps it from running is part of the reading, not an error; rejects only when it is cancelled. */
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
    if (error instanceof CourseError && error.code === 'no_cluster')
      return { ...noCluster(subject), request, tookMs: took() };
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

/** Formats what a probe asks: two probes that ask the same give the same text. */
export function requestOf(probe: Probe): string {
  const { kind, ...rest } = probe;
  return `${kind} ${JSON.stringify(rest)}`;
}
