import { CourseError } from '@drydock/model';
import { type Cluster, openCluster } from '../cluster.ts';

/** How long a kubeconfig that could not be had is not asked for again. */
const againAfterMs = 2000;

interface Opened {
  readonly cluster: Promise<Cluster>;
  failedAt?: number;
}

/**
 * Opens a cluster that may not be there yet, and may be made again: each call goes to where `read` leads, which is asked again after a call that did not reach an API
 * server, or reached one that does not know us. What `read` rejects with is what the call rejects with.
 */
export function openLaterCluster(read: () => Promise<string>): Cluster {
  let opened: Opened | undefined;

  function open(): Opened {
    if (opened && Date.now() < (opened.failedAt ?? Infinity) + againAfterMs) return opened;
    const next: Opened = { cluster: read().then((kubeconfig) => openCluster(kubeconfig)) };
    next.cluster.catch(() => {
      next.failedAt = Date.now();
    });
    opened = next;
    return next;
  }

  function forget(which: Opened): void {
    if (opened === which) opened = undefined;
  }

  /** Calls the cluster that is there now; `isStranger` is whether its answer says that it is another than the one we know. */
  async function call<T>(ask: (cluster: Cluster) => Promise<T>, isStranger?: (answer: T) => boolean): Promise<T> {
    const used = open();
    const cluster = await used.cluster;
    try {
      const answer = await ask(cluster);
      if (isStranger?.(answer) === true) forget(used);
      return answer;
    } catch (error) {
      if (error instanceof CourseError && error.code === 'cluster_unreachable') forget(used);
      throw error;
    }
  }

  return {
    request: (path, options) =>
      call(
        (cluster) => cluster.request(path, options),
        ({ status }) => status === 401,
      ),
    async *watch(path, options) {
      const used = open();
      const cluster = await used.cluster;
      try {
        for await (const event of cluster.watch(path, options)) {
          if (event.type === 'ERROR') forget(used);
          yield event;
        }
      } catch (error) {
        forget(used);
        throw error;
      }
    },
    exec: (target, options) => call((cluster) => cluster.exec(target, options)),
    [Symbol.dispose]() {
      void opened?.cluster.then(
        (cluster) => cluster[Symbol.dispose](),
        () => undefined,
      );
    },
  };
}
