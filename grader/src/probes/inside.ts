import { CourseError } from '@drydock/model';
import { lookLimitMs } from '../attributes.ts';
import type { Probe } from '../lab.ts';
import { type KubeObject, refusal } from '../objects.ts';
import { addQuantities, parseQuantity } from '../quantity.ts';
import { type Seen, startedAt } from '../reading.ts';
import { formatRef } from '../reference.ts';
import type { View } from '../view.ts';
import { runningPod } from './pod.ts';

const textLimitBytes = 64 * 1024;
/** After some rounds of metrics-server a measurement says what the container uses, not how it began. */
const steadyAfterMs = 75_000;
const notMeasured = { en: 'not measured yet', zh: 'metrics-server 还没有采集到它的用量' };

/** Runs a fixed command in a container; never through a shell of ours. */
export async function readExec(view: View, { pod, container, argv }: Extract<Probe, { kind: 'exec' }>): Promise<Seen> {
  const running = await runningPod(view, pod, container);
  if (running.seen) return running.seen;
  const target = { namespace: pod.namespace, pod: running.object.metadata.name, container: running.container, argv };
  const frame = { subject: nameOf(running.object), objects: [running.object], bornAt: startedAt(running.object) };
  const options = { timeoutMs: lookLimitMs, limitBytes: textLimitBytes, signal: view.signal };
  try {
    const result = await view.cluster.exec(target, options);
    return { ...frame, state: 'found', values: { self: running.object, ...result } };
  } catch (error) {
    // Between the look at the Pod and the command the container went away.
    if (error instanceof CourseError && error.code === 'not_found')
      return {
        ...frame,
        state: 'unready',
        values: {},
        reason: { en: 'the container takes no commands', zh: '容器不接受命令' },
      };
    throw error;
  }
}

/** The last lines a container wrote: at most 500, at most 64 KiB. */
export async function readLogs(
  view: View,
  { pod, container, previous }: Extract<Probe, { kind: 'logs' }>,
): Promise<Seen> {
  const running = await runningPod(view, pod, container);
  const object = running.seen ? running.seen.objects[0] : running.object;
  if (!object) return running.seen ?? { subject: '', state: 'missing', values: {}, objects: [] };
  const query = new URLSearchParams({
    tailLines: '500',
    limitBytes: String(textLimitBytes),
    ...(previous && { previous: 'true' }),
    ...(container !== undefined && { container }),
  });
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(object.metadata.name)}/log?${query.toString()}`;
  const { status, body } = await view.cluster.request(path, {
    signal: view.signal,
    limitBytes: textLimitBytes,
    headers: { accept: '*/*' },
  });
  if (status === 400 || status === 404)
    return (
      running.seen ?? {
        subject: nameOf(object),
        state: 'unready',
        values: {},
        objects: [object],
        reason: { en: 'no log yet', zh: '还没有日志' },
        bornAt: startedAt(object),
      }
    );
  if (status !== 200) throw refusal(path, status, body);
  const log = body.toString('utf8');
  return {
    subject: nameOf(object),
    state: 'found',
    values: { self: object, log, lines: log.split('\n').filter((line) => line !== '') },
    objects: [object],
    bornAt: startedAt(object),
  };
}

/** What metrics-server measured last for a Pod; its containers are summed in `usage`. */
export async function readMetrics(view: View, { pod }: Extract<Probe, { kind: 'metrics' }>): Promise<Seen> {
  const running = await runningPod(view, pod, undefined);
  if (running.seen) return running.seen;
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(running.object.metadata.name)}`;
  const { status, body } = await view.cluster.request(path, { signal: view.signal });
  const frame = { subject: nameOf(running.object), objects: [running.object], bornAt: startedAt(running.object) };
  // A Pod younger than one round of metrics-server (15 s) is simply not measured yet.
  if (status === 404 && body.includes('NotFound'))
    return { ...frame, state: 'unready', values: {}, reason: notMeasured };
  if (status !== 200)
    return {
      ...frame,
      state: 'unavailable',
      values: {},
      reason: { en: `The metrics API answered ${status}.`, zh: `metrics API 返回了 ${status}。` },
    };
  const {
    containers = [],
    timestamp,
    window = '',
  } = JSON.parse(body.toString('utf8')) as {
    timestamp?: string;
    window?: string;
    containers?: { name: string; usage: Record<string, string> }[];
  };
  // What was measured before the container began is of an earlier one, or of nothing; the time of the measurement has lost its part of a second.
  if (!(Date.parse(timestamp ?? '') + 999 - windowMs(window) >= frame.bornAt))
    return { ...frame, state: 'unready', values: {}, reason: notMeasured };
  const zero = { memory: '0', cpu: '0' };
  const usage = containers.reduce(
    (sum, container) => ({
      memory: add(sum.memory, container.usage['memory']),
      cpu: add(sum.cpu, container.usage['cpu']),
    }),
    zero,
  );
  return {
    ...frame,
    state: 'found',
    values: { self: running.object, usage, containers, measuredAt: timestamp },
    waitAtMostMs: steadyAfterMs,
  };
}

/** The `10.062s` or `1m2s` over which was measured (ms). */
function windowMs(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(text) ?? [];
  return Number(minutes) * 60_000 + Number(seconds) * 1000;
}

function nameOf({ metadata: { name, namespace } }: KubeObject): string {
  return formatRef({ apiVersion: 'v1', kind: 'Pod', name, ...(namespace !== undefined && { namespace }) });
}

function add(a: string, b = '0'): string {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (!left || !right) return a;
  return left.nano === 0n ? right.text : addQuantities(left, right, 1n).text;
}
