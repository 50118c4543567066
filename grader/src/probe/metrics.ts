import { parseAnswer } from '@drydock/cluster';
import { addQuantities, parseQuantity, type Probe } from '@drydock/lab';
import { type Seen, startedAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { nameOfPod, runningPod } from '../reading/pod.ts';
import { say } from '../text/say.ts';

/** What the metrics API says of a Pod. */
interface PodMetrics {
  readonly timestamp?: string;
  readonly window?: string;
  readonly containers?: readonly { readonly name: string; readonly usage: Readonly<Record<string, string>> }[];
}

/** After some rounds of metrics-server a measurement shows steady use, not the start of the container. */
const steadyAfterMs = 75_000;
const notMeasured = say((text) => text.notMeasured);

/** What metrics-server measured last for a Pod; its containers are summed in `usage`. */
export async function readMetrics(view: View, { pod }: Extract<Probe, { kind: 'metrics' }>): Promise<Seen> {
  const running = await runningPod(view, pod, undefined);
  if (running.seen) return running.seen;
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(running.object.metadata.name)}`;
  const { status, body } = await view.cluster.request(path, { signal: view.signal });
  const frame = { subject: nameOfPod(running.object), objects: [running.object], bornAt: startedAt(running.object) };
  // A Pod younger than one round of metrics-server (15 s) is simply not measured yet.
  if (status === 404 && body.includes('NotFound'))
    return { ...frame, state: 'unready', values: {}, reason: notMeasured };
  if (status !== 200)
    return {
      ...frame,
      state: 'unavailable',
      values: {},
      reason: say((text) => text.metricsStatus(status)),
    };
  const { containers = [], timestamp, window = '' } = parseAnswer<PodMetrics>(body);
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

function add(a: string, b = '0'): string {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  if (!left || !right) return a;
  return left.nano === 0n ? right.text : addQuantities(left, right, 1n).text;
}
