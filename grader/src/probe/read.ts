import { isCustom, UnknownKind } from '@drydock/cluster';
import { formatRef, podObject, type Probe } from '@drydock/lab';
import { CourseError, type ObjectRef } from '@drydock/model';
import { reasonOf } from '../reading/reason.ts';
import type { Reading, Seen } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { readCode } from './custom.ts';
import { readExec } from './exec.ts';
import { readHttp } from './http.ts';
import { readLogs } from './logs.ts';
import { readMetrics } from './metrics.ts';
import { undefinedKind } from '../reading/not-found.ts';
import { readNode } from './node.ts';
import { readRegistry } from './registry.ts';
import { readEvents, readList, readResource } from './objects.ts';

/** Looks once. What keeps a probe from looking is part of the reading, not an error; only being called off is thrown. */
export async function read(view: View, probe: Probe): Promise<Reading> {
  const startedAt = performance.now();
  const request = requestOf(probe);
  const took = (): number => Math.round(performance.now() - startedAt);
  try {
    return { ...(await look(view, probe)), request, tookMs: took() };
  } catch (error) {
    if (view.signal?.aborted)
      throw new CourseError('aborted', 'The check was called off.', 'Check again.', { cause: error });
    if (error instanceof UnknownKind && isCustom(error.apiVersion)) {
      const isAbsent = probe.kind === 'resource' && probe.absent;
      return { ...undefinedKind(subjectOf(probe), error, isAbsent), request, tookMs: took() };
    }
    return {
      subject: subjectOf(probe),
      state: 'unavailable',
      values: {},
      objects: [],
      reason: reasonOf(error),
      request,
      tookMs: took(),
    };
  }
}

async function look(view: View, probe: Probe): Promise<Seen> {
  switch (probe.kind) {
    case 'resource':
      return readResource(view, probe);
    case 'list':
      return readList(view, probe);
    case 'event':
      return readEvents(view, probe);
    case 'http':
      return readHttp(view, probe);
    case 'exec':
      return readExec(view, probe);
    case 'logs':
      return readLogs(view, probe);
    case 'metrics':
      return readMetrics(view, probe);
    case 'code':
      return readCode(view, probe, read);
    case 'registry':
      return readRegistry(view, probe);
    case 'node':
      return readNode(view, probe);
  }
}

/** Of what a probe speaks, before it has looked. */
export function subjectOf(probe: Probe): string {
  switch (probe.kind) {
    case 'resource':
    case 'code':
    case 'event':
      return formatRef(probe.ref);
    case 'list':
      return `${probe.of.kind} ${probe.of.namespace ?? ''}`.trim();
    case 'registry':
      return `registry ${probe.repository}`;
    case 'node':
      return 'file' in probe ? probe.file : (probe.argv[0] ?? 'node');
    default:
      return formatRef(objectOf(probe));
  }
}

function objectOf(probe: Extract<Probe, { pod: unknown }>): ObjectRef {
  return { ...podObject(probe.pod), kind: probe.kind === 'http' && probe.target !== 'pod' ? 'Service' : 'Pod' };
}

/** What a probe asks, as text: two probes that ask the same say the same. */
export function requestOf(probe: Probe): string {
  const { kind, ...rest } = probe;
  return `${kind} ${JSON.stringify(rest)}`;
}
