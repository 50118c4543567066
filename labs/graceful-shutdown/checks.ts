import type { CodeCheck } from '@drydock/lab';
import type { KubeObject } from '@drydock/model';

type CodeView = Parameters<CodeCheck>[0];

interface Pod extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface EndpointSlice extends KubeObject {
  readonly endpoints?: readonly {
    readonly conditions?: { readonly ready?: boolean };
    readonly targetRef?: { readonly uid?: string };
  }[];
}

const namespace = 'lab-graceful-shutdown';

/** How long the door has to stay open, when a Pod with a pause of 8 s may be gone, and when one that is killed after its 25 s is (ms). */
const openMs = 6500;
const earliestMs = 7500;
const latestMs = 23_000;

/** The program needs 2 s once it is told, and is killed after 20 if it is not (ms). */
const tooLateMs = 17_000;

/** Deletes the Pod of the web server: it has to be out of the Service at once, to answer during its pause, and to be gone without being killed. */
export const leaves: CodeCheck = async (view, { deletePod }) => {
  const pod = await onlyPodOf(view, 'bye');
  if (!pod) return notOne;
  await deletePod(pod);
  const since = stopwatch();
  const isOut = await view.waitFor(async () => isOutOfService(view, pod), { withinMs: 5000 });
  if (isOut !== true) return inWords('still in the Service 5 s after its deletion', '删除 5 秒之后，还在 Service 里');
  const closedMs = await view.waitFor(
    async () => {
      const ms = since();
      if (ms >= openMs) return Infinity;
      const { values } = await view.look({ http: `pod ${namespace}/${pod.metadata.name}`, port: 80 });
      return /"status":200\b/.test(JSON.stringify(values['response'] ?? '')) ? undefined : since();
    },
    { withinMs: 3 * openMs },
  );
  if (closedMs !== Infinity) return after(closedMs ?? since(), 'it no longer answered', '它不再回答');
  const goneMs = await goneAfter(view, pod, since);
  if (goneMs === undefined || goneMs > latestMs)
    return after(goneMs ?? since(), 'it was still there, or had just been killed', '它还在，或者刚被强行杀掉');
  if (goneMs < earliestMs) return after(goneMs, 'it was gone', '它就没了');
  const next = await view.waitFor(async () => isReady(await onlyPodOf(view, 'bye')), { withinMs: 20_000 });
  return next === true ? { pass: true } : inWords('no other Pod became ready', '没有新的 Pod 就绪');
};

/** Deletes the Pod of the desk: its program has to hear of it, and to end well before it would be killed. */
export const told: CodeCheck = async (view, { deletePod }) => {
  const pod = await onlyPodOf(view, 'desk');
  if (!pod) return notOne;
  const isTold = async (): Promise<true | undefined> => {
    const log = { logs: `${namespace}/${pod.metadata.name}`, containing: `finishing ${view.params['token'] ?? ''}` };
    const { values } = await view.look(log);
    const lines = values['log'];
    return typeof lines === 'string' && lines !== '' ? true : undefined;
  };
  if (await isTold()) return inWords('it says so before it is told', '还没通知，它就这么说了');
  await deletePod(pod);
  const since = stopwatch();
  const hasSaid = await view.waitFor(isTold, { withinMs: 10_000 });
  if (hasSaid !== true) return after(since(), 'the program still had not said “finishing”', '程序还没有说 finishing');
  const goneMs = await goneAfter(view, pod, since);
  return goneMs !== undefined && goneMs <= tooLateMs
    ? { pass: true }
    : after(goneMs ?? since(), 'it was still there, or had just been killed', '它还在，或者刚被强行杀掉');
};

const notOne = inWords('not exactly one Pod of the Deployment', 'Deployment 的 Pod 不是正好一个');

function inWords(en: string, zh: string): { readonly pass: false; readonly actual: { en: string; zh: string } } {
  return { pass: false, actual: { en, zh } };
}

function after(ms: number, en: string, zh: string): ReturnType<typeof inWords> {
  const seconds = Math.round(ms / 1000);
  return inWords(`after ${seconds} s ${en}`, `${seconds} 秒之后，${zh}`);
}

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
}

/** Returns the one Pod with this label that is not on its way out, if it belongs to a ReplicaSet of the Deployment. */
async function onlyPodOf({ list, self }: CodeView, app: string): Promise<Pod | undefined> {
  const pods = await list<Pod>(`v1/Pod ${namespace} app=${app}`);
  const sets = await list(`apps/v1/ReplicaSet ${namespace}`);
  const own = sets.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === self.metadata.uid));
  const [pod, other] = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const isOwn = own.some(({ metadata: { uid } }) => pod?.metadata.ownerReferences?.some((owner) => owner.uid === uid));
  return other === undefined && isOwn ? pod : undefined;
}

function isReady(pod: Pod | undefined): boolean {
  return pod?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

async function isOutOfService({ list }: CodeView, { metadata }: Pod): Promise<boolean> {
  const slices = await list<EndpointSlice>(
    `discovery.k8s.io/v1/EndpointSlice ${namespace} kubernetes.io/service-name=bye`,
  );
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  return endpoints.some(({ targetRef, conditions }) => targetRef?.uid === metadata.uid && conditions?.ready === false);
}

/** Returns when the Pod was gone, in ms; undefined when it outlived its grace period by far. */
async function goneAfter(view: CodeView, { metadata }: Pod, since: () => number): Promise<number | undefined> {
  const ref = `v1/Pod ${namespace}/${metadata.name}`;
  return view.waitFor(async () => ((await view.get(ref)) === undefined ? since() : undefined), { withinMs: 35_000 });
}
