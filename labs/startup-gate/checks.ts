import type { CodeCheck } from '@drydock/lab';
import type { KubeObject } from '@drydock/model';

interface Pod extends KubeObject {
  readonly spec?: { readonly containers?: readonly { readonly name: string }[] };
}

/** Stops every process of the Pod's containers, twice for those that were just being made. Nothing of the container is run for that, and nothing in it can take notice. */
const stop =
  'for round in 1 2; do for id in $(ctr -n k8s.io containers list -q "$1"); do for pid in $(ctr -n k8s.io tasks ps "$id" | awk \'NR > 1 { print $1 }\'); do kill -STOP "$pid" && [ $round = 1 ] && echo "$id"; done; done; done; true';

/** The containers that run, by the runtime's own account. */
const running =
  'for id in $(ctr -n k8s.io containers list -q "$1"); do ctr -n k8s.io tasks list | grep -q "^$id .*RUNNING" && echo "$id"; done; true';

/** Makes the application hang and waits until the node runs another container in its place. */
export const hang: CodeCheck = async ({ self, look, waitFor }) => {
  const { spec }: Pod = self;
  const [container] = spec?.containers ?? [];
  const ofPod = `labels."io.kubernetes.pod.uid"==${self.metadata.uid},labels."io.cri-containerd.kind"==container`;
  const ofApp = `${ofPod},labels."io.kubernetes.container.name"==${container?.name ?? ''}`;
  const ask = async (script: string, filter: string): Promise<readonly string[]> => {
    const { values } = await look({ node: ['sh', '-c', script, 'sh', filter] });
    return String(values['stdout']).split('\n').filter(Boolean);
  };
  const stopped = new Set(await ask(stop, ofPod));
  if (stopped.size === 0) return { pass: false, actual: { en: 'no container runs', zh: '没有正在运行的容器' } };
  const next = await waitFor(async () => (await ask(running, ofApp)).find((id) => !stopped.has(id)), {
    withinMs: 60_000,
  });
  return next === undefined
    ? { pass: false, actual: { en: 'it still hangs, a minute later', zh: '一分钟之后仍然卡着' } }
    : { pass: true };
};
