import type { Cluster } from '@drydock/cluster';
import type { ViewEvent } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import type { Logger } from 'pino';
import { type WatchedCluster, watchCluster } from './watch-cluster.ts';

type Listener = (event: ViewEvent) => void;

/** The sandboxes that somebody looks at: each is watched once, however many look. */
export interface Views {
  /**
   * Reports the picture of a sandbox, then its changes. The function it resolves with ends that;
   * the last one to leave ends the watches. Rejects when the sandbox cannot be connected to.
   */
  open(sandbox: Sandbox, listener: Listener): Promise<() => void>;
}

interface Watch {
  readonly stop: AbortController;
  readonly listeners: Set<Listener>;
  viewers: number;
  readonly watched: Promise<WatchedCluster>;
}

export function createViews(options: {
  readonly connect: (sandbox: Sandbox) => Promise<Cluster>;
  readonly closing: AbortSignal;
  readonly log: Logger;
}): Views {
  const { connect, closing, log } = options;
  const watches = new Map<string, Watch>();

  function begin(sandbox: Sandbox): Watch {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, closing]);
    const listeners = new Set<Listener>();
    const tell = (event: ViewEvent): void => {
      for (const listener of listeners) listener(event);
    };
    const watched = connect(sandbox).then((cluster) => {
      if (signal.aborted) cluster[Symbol.dispose]();
      else signal.addEventListener('abort', () => cluster[Symbol.dispose](), { once: true });
      return watchCluster({ cluster, tell, signal, log: log.child({ sandbox: sandbox.id }) });
    });
    return { stop, listeners, viewers: 0, watched };
  }

  return {
    async open(sandbox, listener) {
      const watch = watches.get(sandbox.id) ?? begin(sandbox);
      watches.set(sandbox.id, watch);
      watch.viewers += 1;
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) return;
        isOpen = false;
        watch.listeners.delete(listener);
        watch.viewers -= 1;
        if (watch.viewers > 0) return;
        watch.stop.abort();
        if (watches.get(sandbox.id) === watch) watches.delete(sandbox.id);
      };
      try {
        const watched = await watch.watched;
        void watched.read.then(() => {
          if (!isOpen) return;
          for (const event of watched.snapshot()) listener(event);
          watch.listeners.add(listener);
        });
      } catch (error) {
        close();
        throw error;
      }
      return close;
    },
  };
}
