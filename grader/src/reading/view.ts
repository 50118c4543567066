import type { Cluster, Objects } from '@drydock/cluster';
import type { Code } from '@drydock/lab';
import type { CollectionRef, KubeObject, ObjectRef } from '@drydock/model';
import type { OpenNode } from '../node.ts';
import type { OpenRegistry } from '../registry/registry.ts';
import type { SeenEvents } from '../memory/seen-events.ts';
import type { SeenRequests } from '../memory/seen-requests.ts';

/** What probes look through: objects (afresh, or out of the watches) and the lines for everything else. */
export interface View {
  get(ref: ObjectRef): Promise<KubeObject | undefined>;
  list(ref: CollectionRef & { fieldSelector?: string }): Promise<readonly KubeObject[]>;
  /** Reads what no watch reports; two calls with the same key in one round share one reading. */
  once<T>(key: string, read: () => Promise<T>): Promise<T>;
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly node: OpenNode;
  readonly registry: OpenRegistry;
  readonly code: Code | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  /** The images of the course that the lab's text names. */
  readonly images?: readonly string[];
  /** What was seen of events during the attempt; without it only what is there now counts. */
  readonly seen?: SeenEvents;
  /** What was seen of requests at the private registry during the attempt; without it only what its log still has counts. */
  readonly requests?: SeenRequests;
  /** Whether this grader has looked since the attempt began. */
  readonly isFromStart?: boolean;
  readonly signal: AbortSignal | undefined;
}

/** A view that reads everything afresh, each object once: the checks of a round see the same state. */
export function freshView(base: Omit<View, 'get' | 'list' | 'once'>): View {
  const asked = new Map<string, Promise<unknown>>();
  const once = async <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const running = (asked.get(key) as Promise<T> | undefined) ?? read();
    asked.set(key, running);
    return running;
  };
  return {
    ...base,
    once,
    get: (ref) => once(`get ${JSON.stringify(ref)}`, () => base.objects.get(ref, base.signal)),
    list: (ref) => once(`list ${JSON.stringify(ref)}`, async () => (await base.objects.list(ref, base.signal)).items),
  };
}
