import { refusal } from '@drydock/cluster';
import { lookLimitMs, type Probe } from '@drydock/lab';
import { CourseError, type KubeObject } from '@drydock/model';
import { type Seen, startedAt } from '../reading/reading.ts';
import type { View } from '../reading/view.ts';
import { nameOfPod, runningPod } from '../reading/pod.ts';
import { say } from '../text/say.ts';

type ExecProbe = Extract<Probe, { kind: 'exec' }>;

const textLimitBytes = 64 * 1024;

/** Runs a fixed command in a container; never through a shell of ours. */
export async function readExec(view: View, probe: ExecProbe): Promise<Seen> {
  const { pod, container, argv } = probe;
  const running = await runningPod(view, pod, container);
  if (running.seen) return running.seen;
  const target = { namespace: pod.namespace, pod: running.object.metadata.name, container: running.container, argv };
  const options = { timeoutMs: lookLimitMs, limitBytes: textLimitBytes, signal: view.signal };
  try {
    const result = await view.cluster.exec(target, options);
    return { ...frameOf(running.object), state: 'found', values: { self: running.object, ...result } };
  } catch (error) {
    // Since the Pod was read the container went away, or the API server or the kubelet did.
    const isRefused = error instanceof CourseError && /^(not_found|cluster_unreachable)$/.test(error.code);
    if (!isRefused || view.signal?.aborted === true) throw error;
    if (error.code !== 'not_found') await demandKubelet(view, running);
    return refused(view, probe, running.object);
  }
}

/** Returns the state after a container refused a command: its status has rarely been written by then. */
async function refused(view: View, { pod, container }: ExecProbe, object: KubeObject): Promise<Seen> {
  const afresh: View = {
    ...view,
    get: (ref) => view.objects.get(ref, view.signal),
    list: async (ref) => (await view.objects.list(ref, view.signal)).items,
  };
  const now = await runningPod(afresh, pod, container);
  return (
    now.seen ?? {
      ...frameOf(object),
      state: 'unready',
      values: {},
      reason: say((text) => text.noCommands),
    }
  );
}

/**
 * Rejects when it is not the container that refuses: the API server answers 500 for a container that has just died and for a kubelet that it does not reach, and only to another
 * question does it say which.
 */
async function demandKubelet(
  view: View,
  { object, container }: { readonly object: KubeObject; readonly container: string },
): Promise<void> {
  const { name, namespace = 'default' } = object.metadata;
  const query = new URLSearchParams({ container, tailLines: '1', limitBytes: '1' });
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log?${query.toString()}`;
  const { status, body } = await view.cluster.request(path, { signal: view.signal, headers: { accept: '*/*' } });
  if (![200, 400, 404].includes(status)) throw refusal(path, status, body);
}

function frameOf(object: KubeObject): Pick<Seen, 'subject' | 'objects' | 'bornAt'> {
  return { subject: nameOfPod(object), objects: [object], bornAt: startedAt(object) };
}
