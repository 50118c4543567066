/** A request to the private registry, from its access log. */
export interface RegistryRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly client: string;
}

/** Requests as they are kept beside the attempt: each once, by repository. */
export type RequestMemory = Readonly<Record<string, readonly RegistryRequest[]>>;

/** Remembers requests that a check has seen at the registry: they belong to the attempt, though the log is flooded or thrown away later. */
export interface SeenRequests {
  /** Returns the requests in the log, preceded by those that were seen and are no longer in it; remembers them. */
  complete(repository: string, present: readonly RegistryRequest[]): readonly RegistryRequest[];
  /** What is to be kept, and a text that changes with it; empty when nothing was seen. */
  readonly memory: RequestMemory;
  readonly signature: string;
  clear(): void;
}

/** So many are kept of one status: refused requests, however many and different, leave room for one that was answered. */
const keptOfStatus = 40;
const statusesAtMost = 10;
const repositoriesAtMost = 10;
const textLength = 256;

/** Creates the memory of what an attempt's registry was asked; begins with what was kept of it. */
export function createSeenRequests(kept: RequestMemory = {}): SeenRequests {
  const seen = new Map(
    Object.entries(kept).map(([repository, requests]) => [
      repository,
      new Map(requests.map((request) => [keyOf(request), request])),
    ]),
  );

  function note(repository: string, requests: readonly RegistryRequest[]): void {
    const own = seen.get(repository) ?? new Map<string, RegistryRequest>();
    if (!seen.has(repository) && (requests.length === 0 || seen.size >= repositoriesAtMost)) return;
    seen.set(repository, own);
    const counts = new Map<number, number>();
    for (const { status } of own.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
    for (const request of requests) {
      const key = keyOf(request);
      const count = counts.get(request.status) ?? 0;
      const isFull = count >= keptOfStatus || (count === 0 && counts.size >= statusesAtMost);
      if (own.has(key) || isFull) continue;
      own.set(key, slim(request));
      counts.set(request.status, count + 1);
    }
  }

  return {
    complete(repository, present) {
      const there = new Set(present.map(keyOf));
      const lost = [...(seen.get(repository)?.entries() ?? [])].filter(([key]) => !there.has(key));
      note(repository, present);
      return [...lost.map(([, request]) => request), ...present];
    },
    get memory() {
      return Object.fromEntries([...seen].map(([repository, requests]) => [repository, [...requests.values()]]));
    },
    get signature() {
      return [...seen].flatMap(([repository, requests]) => [repository, ...requests.keys()]).join('\n');
    },
    clear: () => seen.clear(),
  };
}

function keyOf(request: RegistryRequest): string {
  const { method, path, status, client } = slim(request);
  return JSON.stringify([method, path, status, client]);
}

function slim({ method, path, status, client }: RegistryRequest): RegistryRequest {
  return { method, path: path.slice(0, textLength), status, client: client.slice(0, textLength) };
}
