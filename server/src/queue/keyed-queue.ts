import { createSerialQueue, type SerialQueue } from './serial-queue.ts';

/** Serial queues by name. A name is forgotten as soon as nothing of it waits. */
export interface KeyedQueue {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The names of which something runs or waits. */
  names(): string[];
}

export function createKeyedQueue(): KeyedQueue {
  const queues = new Map<string, { readonly run: SerialQueue; waiting: number }>();
  return {
    run(name, work) {
      const queue = queues.get(name) ?? { run: createSerialQueue(), waiting: 0 };
      queues.set(name, queue);
      queue.waiting += 1;
      const leave = (): void => {
        queue.waiting -= 1;
        if (queue.waiting === 0) queues.delete(name);
      };
      const done = queue.run(work);
      done.then(leave, leave);
      return done;
    },
    names: () => [...queues.keys()],
  };
}
