import { backOffMs, type CollectionRef, CourseError, type KubeObject } from '@drydock/model';
import { type Cluster, pause } from './cluster.ts';
import { type Objects, strip } from './objects/objects.ts';

/** A collection kept in step with the cluster. */
export interface Reflector {
  readonly objects: ReadonlyMap<string, KubeObject>;
  /** Resolves when the collection was read for the first time, or could not be. */
  readonly tried: Promise<void>;
  /** Whether the collection was ever read. */
  readonly isSynced: boolean;
  /** What keeps the collection from being true at present, and since when (ms); undefined when it is. */
  readonly trouble: { readonly since: number; readonly error: CourseError } | undefined;
}

export interface ReflectorOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly of: CollectionRef;
  readonly signal: AbortSignal;
  readonly onChange: (object: KubeObject) => void;
  readonly onTrouble?: () => void;
  /** A watch that is silent for longer is opened again; the API server sends a bookmark about every minute. */
  readonly silenceMs?: number;
  readonly retryMs?: number;
}

/** Lists, then watches, for ever: drops, restarts of the API server and 410 Gone are recovered from without a word to the caller. */
export function reflect({
  cluster,
  objects,
  of,
  signal,
  onChange,
  onTrouble,
  silenceMs = 100_000,
  retryMs = 250,
}: ReflectorOptions): Reflector {
  const store = new Map<string, KubeObject>();
  const first = Promise.withResolvers<void>();
  let trouble: Reflector['trouble'];
  let isSynced = false;

  async function list(): Promise<string> {
    const { items, resourceVersion } = await objects.list(of, signal);
    const gone = new Map(store);
    for (const item of items) {
      gone.delete(item.metadata.uid);
      if (store.get(item.metadata.uid)?.metadata.resourceVersion === item.metadata.resourceVersion) continue;
      store.set(item.metadata.uid, item);
      onChange(item);
    }
    for (const [uid, object] of gone) {
      store.delete(uid);
      onChange(object);
    }
    return resourceVersion;
  }

  /** Follows one watch to its end. */
  async function follow(from: string, heard: (version: string) => void): Promise<void> {
    const path = await objects.collectionPath(of, signal);
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: from,
      timeoutSeconds: '290',
    });
    for await (const event of cluster.watch(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`, {
      signal,
      silenceMs,
    })) {
      if (event.type === 'ERROR') throw new Expired(Number(event.object.code));
      settle();
      if (event.type === 'OPEN') continue;
      const changed = strip({ ...event.object, apiVersion: of.apiVersion, kind: of.kind });
      heard(changed.metadata.resourceVersion);
      if (event.type === 'BOOKMARK') continue;
      if (event.type === 'DELETED') store.delete(changed.metadata.uid);
      else store.set(changed.metadata.uid, changed);
      onChange(changed);
    }
  }

  function settle(): void {
    if (trouble === undefined) return;
    trouble = undefined;
    onTrouble?.();
  }

  async function run(): Promise<void> {
    let version: string | undefined;
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = Date.now();
      try {
        if (version === undefined) {
          version = await list();
          isSynced = true;
          first.resolve();
          settle();
        }
        await follow(version, (heard) => {
          version = heard;
          failures = 0;
        });
        // A server that ends each watch at once must not be asked in a circle.
        failures = Date.now() - startedAt < 1000 ? failures + 1 : 0;
      } catch (error) {
        if (signal.aborted) break;
        failures += 1;
        if (error instanceof Expired) version = undefined;
        else {
          const before = trouble;
          trouble = { since: before?.since ?? Date.now(), error: asCourseError(error) };
          first.resolve();
          // A kind that was not known may be one that cannot be asked for now.
          if (before?.error.code !== trouble.error.code) onTrouble?.();
        }
      }
      if (failures > 0)
        await pause(backOffMs(failures - 1, Math.random(), [retryMs, 5000]), signal).catch(() => undefined);
    }
    first.resolve();
  }

  void run();
  return {
    objects: store,
    tried: first.promise,
    get isSynced() {
      return isSynced;
    },
    get trouble() {
      return trouble;
    },
  };
}

function asCourseError(error: unknown): CourseError {
  if (error instanceof CourseError) return error;
  return new CourseError('internal', String(error), 'The log has the details.', { cause: error });
}

/** The watch's version is too old, or the server wants the collection read again. */
class Expired extends Error {
  override readonly name = 'Expired';
  constructor(code: number) {
    super(`watch ended with ${code}`);
  }
}
