import { parentPort, Worker } from 'node:worker_threads';
import type { Screen } from './screen.ts';

type Order =
  | { id: number; screen: number; do: 'open'; cols: number; rows: number }
  | { id: number; screen: number; do: 'write'; bytes: Uint8Array }
  | { id: number; screen: number; do: 'resize'; cols: number; rows: number }
  | { id: number; screen: number; do: 'serialise' }
  | { id: number; screen: number; do: 'close' };
type Answer = { id: number; text: string } | { id: number; error: string };

/** Opens screens in one thread of their own, started with the first, so that parsing a flood never delays a keystroke of another terminal. */
export interface ScreenThread {
  open(cols: number, rows: number): Screen;
  end(): Promise<void>;
}

/** `entry` is the file that calls `runScreenThread` when it is not the main thread. */
export function createScreenThread(entry: string | URL): ScreenThread {
  let worker: Worker | undefined;
  let lastId = 0;
  let lastScreen = 0;
  const waiting = new Map<number, { resolve: (text: string) => void; reject: (error: Error) => void }>();

  function start(): Worker {
    const started = new Worker(entry, { name: 'screens' });
    started.on('message', (answer: Answer) => {
      const { resolve, reject } = waiting.get(answer.id) ?? {};
      waiting.delete(answer.id);
      if ('text' in answer) resolve?.(answer.text);
      else reject?.(new Error(answer.error));
    });
    started.on('error', (error: Error) => {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      worker = undefined;
    });
    started.unref();
    return started;
  }

  function order(value: Order extends infer O ? (O extends Order ? Omit<O, 'id'> : never) : never): Promise<string> {
    worker ??= start();
    lastId += 1;
    const id = lastId;
    worker.postMessage({ ...value, id });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  return {
    open(cols, rows) {
      lastScreen += 1;
      const screen = lastScreen;
      const ignore = () => undefined;
      order({ do: 'open', screen, cols, rows }).catch(ignore);
      return {
        write: async (bytes) => void (await order({ do: 'write', screen, bytes })),
        resize: (nextCols, nextRows) =>
          void order({ do: 'resize', screen, cols: nextCols, rows: nextRows }).catch(ignore),
        serialise: () => order({ do: 'serialise', screen }),
        dispose: () => void order({ do: 'close', screen }).catch(ignore),
      };
    },
    async end() {
      await worker?.terminate();
    },
  };
}

/** The other side: call it in the thread. Orders for one screen are done in order. */
export function runScreenThread(): void {
  const screens = new Map<number, Screen>();
  let queue = Promise.resolve();
  async function obey(order: Order): Promise<string> {
    if (order.do === 'open') {
      // The emulator is a large library: only this thread loads it.
      const { createScreen } = await import('./screen.ts');
      screens.set(order.screen, createScreen(order.cols, order.rows));
    }
    const screen = screens.get(order.screen);
    if (!screen) throw new Error(`no screen ${order.screen}`);
    if (order.do === 'write') await screen.write(order.bytes);
    if (order.do === 'resize') screen.resize(order.cols, order.rows);
    if (order.do === 'serialise') return screen.serialise();
    if (order.do === 'close') {
      screen.dispose();
      screens.delete(order.screen);
    }
    return '';
  }
  parentPort?.on('message', (order: Order) => {
    queue = queue.then(async () => {
      const answer = await obey(order).then(
        (text): Answer => ({ id: order.id, text }),
        (error: unknown): Answer => ({ id: order.id, error: String(error) }),
      );
      parentPort?.postMessage(answer);
    });
  });
}
