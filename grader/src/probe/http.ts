import { formatRef, type HttpProbe, podObject } from '@drydock/lab';
import type { KubeObject } from '@drydock/model';
import pLimit from 'p-limit';
import { type Seen, startedAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { missing } from '../reading/not-found.ts';
import { Unanswered, askNodePort } from '../reading/node-port.ts';
import { withMark } from './node.ts';
import { runningPod } from '../reading/pod.ts';
import { withoutProxy } from '../reading/proxied.ts';
import { say } from '../text/say.ts';

const bodyLimitBytes = 64 * 1024;
/** How many of the requests of one `repeat` are under way at a time. */
const atOnce = 10;

/**
 * Asks a Pod, every Pod of a selector, or a Service, through the API server's proxy: a Pod is reached ready or not, a Service only by its ready endpoints. A node
 * port is asked from outside, see node-port.ts.
 */
export async function readHttp(view: View, probe: HttpProbe): Promise<Seen> {
  const { target, pod, repeat } = probe;
  const kind = target === 'pod' ? 'Pod' : 'Service';
  const ref = { ...podObject(pod), kind };
  const named = pod.name === undefined ? undefined : await view.get(ref);
  if (pod.name !== undefined && !named) return missing(view, ref);
  // No program can answer in a Pod without a running container; what it waits for explains more than the proxy's refusal.
  const running = named && target === 'pod' ? await runningPod(view, pod, undefined) : undefined;
  if (running?.seen) return running.seen;
  const objects = named
    ? [named]
    : await view.list({
        apiVersion: 'v1',
        kind,
        namespace: pod.namespace,
        ...(pod.selector !== undefined && { selector: pod.selector }),
      });
  const askOnce = (): Promise<Record<string, unknown>[]> =>
    Promise.all(objects.map((object) => send(view, probe, object)));
  // The first request goes alone: where nothing answers it, the kernel answers only some of many at once, and the rest would wait in vain.
  const ask = async (): Promise<Record<string, unknown>[]> => {
    const first = await askOnce();
    const others = await pLimit(atOnce).map(Array(repeat - 1).keys(), askOnce);
    return [first, ...others].flat();
  };
  const frame = {
    subject: formatRef(ref),
    objects,
    ...(objects.length > 0 && { bornAt: Math.max(...objects.map(startedAt)) }),
  };
  try {
    if (probe.mark === undefined) return { ...frame, state: 'found', values: valuesOf(named, await ask()) };
    const path = probe.mark;
    const marked = await withMark(view, path, ask);
    if (marked === undefined)
      return {
        ...frame,
        state: 'unready',
        values: {},
        reason: say((text) => text.noFile(path)),
      };
    return { ...frame, state: 'found', values: { ...valuesOf(named, marked.result), mark: marked.mark } };
  } catch (error) {
    if (error instanceof Unanswered) return { ...frame, state: 'unready', values: {}, reason: error.reason };
    throw error;
  }
}

function valuesOf(self: unknown, responses: readonly Record<string, unknown>[]): Record<string, unknown> {
  return { ...(self !== undefined && { self }), responses, ...(responses[0] && { response: responses[0] }) };
}

async function send(view: View, probe: HttpProbe, object: KubeObject): Promise<Record<string, unknown>> {
  const { target, pod, port, path, headers } = probe;
  const { name } = object.metadata;
  if (target === 'nodeport') return { name, ...(await askNodePort(view, probe, object)) };
  const kind = target === 'pod' ? 'pods' : 'services';
  const prefix = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/${kind}/${encodeURIComponent(name)}:${port}/proxy`;
  const response = await view.cluster.request(`${prefix}${path}`, {
    headers: { accept: '*/*', ...headers },
    limitBytes: bodyLimitBytes,
    timeoutMs: 6000,
    signal: view.signal,
  });
  const flat = Object.fromEntries(Object.entries(response.headers).map(([key, value]) => [key, String(value)]));
  return {
    name,
    status: response.status,
    ...withoutProxy(prefix, { body: response.body.toString('utf8'), headers: flat, isCut: response.isCut }),
  };
}
