import { type Cluster, getJson, openObjects, pause, reflect, type Reflector } from '@drydock/cluster';
import { keysOf, type KubeObject, type ViewEvent, type ViewObject } from '@drydock/model';
import type { Logger } from 'pino';
import { createBatch } from './batch.ts';
import { createKeptObjects } from './kept-objects.ts';
import { apiVersionOf, type WatchedKind, watchedKinds } from './slim/kinds.ts';
import { nodeUsage, podUsage } from './slim/usage.ts';

/** A cluster that is watched for its picture. */
export interface WatchedCluster {
  /** Resolves when every kind was read once, or could not be; changes are reported from then on. */
  readonly read: Promise<void>;
  /** The picture as it is now. */
  snapshot(): readonly ViewEvent[];
}

export interface WatchOptions {
  readonly cluster: Cluster;
  readonly tell: (event: ViewEvent) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
  readonly batchMs?: number;
  /** Usage cannot be watched, so metrics-server is asked. */
  readonly usageEveryMs?: number;
}

const kinds: readonly WatchedKind[] = keysOf(watchedKinds);

/** Watches everything the cluster view shows, until `signal` aborts. */
export function watchCluster(options: WatchOptions): WatchedCluster {
  const { cluster, tell, signal, log, batchMs = 50, usageEveryMs = 15_000 } = options;
  const objects = openObjects(cluster);
  const kept = createKeptObjects();
  const batch = createBatch(batchMs, tell, signal);
  const reflectors = new Map<WatchedKind, Reflector>();
  let isRead = false;

  function put(object: ViewObject): void {
    if (!kept.put(object) || !isRead) return;
    batch.add(object.kind, object.uid, object);
    for (const { kind, uid } of kept.prune()) batch.add(kind, uid, null);
  }
  function remove(kind: ViewObject['kind'], uid: string): void {
    if (kept.remove(uid) && isRead) batch.add(kind, uid, null);
  }
  function take(kind: WatchedKind, object: KubeObject): void {
    const { uid } = object.metadata;
    if (reflectors.get(kind)?.objects.has(uid) !== true) return remove(kind, uid);
    try {
      put(watchedKinds[kind](object));
    } catch (error) {
      log.warn({ err: error, kind, name: object.metadata.name }, 'an object cannot be shown');
      remove(kind, uid);
    }
  }

  /** The answer of the API server for Pods stands for all kinds: some are not served by every cluster. */
  function status(): ViewEvent {
    const trouble = reflectors.get('Pod')?.trouble;
    return {
      type: 'status',
      status: trouble ? 'unreachable' : 'live',
      problem: trouble?.error.toJSON() ?? null,
    };
  }

  for (const kind of kinds) {
    const onTrouble = kind === 'Pod' ? () => (isRead ? tell(status()) : undefined) : undefined;
    const of = { apiVersion: apiVersionOf(kind), kind, namespace: '*' };
    const onChange = (object: KubeObject): void => take(kind, object);
    reflectors.set(kind, reflect({ cluster, objects, of, signal, onChange, ...(onTrouble && { onTrouble }) }));
  }

  async function measure(): Promise<void> {
    const [pods, nodes] = await Promise.all(
      ['pods', 'nodes'].map((what) => getJson(cluster, `/apis/metrics.k8s.io/v1beta1/${what}`, signal)),
    );
    const measured = [...(pods ? podUsage(pods) : []), ...(nodes ? nodeUsage(nodes) : [])];
    const known = new Set(measured.map(({ uid }) => uid));
    for (const { kind, uid } of kept.all()) {
      if ((kind === 'PodUsage' || kind === 'NodeUsage') && !known.has(uid)) remove(kind, uid);
    }
    for (const each of measured) put(each);
  }
  async function keepMeasuring(): Promise<void> {
    while (!signal.aborted) {
      // A metrics-server that is away or still starting leaves the bars as they are.
      await measure().catch(() => undefined);
      await pause(usageEveryMs, signal).catch(() => undefined);
    }
  }
  void keepMeasuring();

  return {
    read: Promise.all(Array.from(reflectors.values(), ({ tried }) => tried)).then(() => {
      isRead = true;
    }),
    snapshot: () => [{ type: 'snapshot', objects: kept.all() }, status()],
  };
}
