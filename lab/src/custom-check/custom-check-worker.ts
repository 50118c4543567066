import { registerHooks } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { CodeActions, CodeView } from './custom-check.ts';
import type { CodeOrder, CodeQuestion, FromCode, ToCode } from './custom-check-thread.ts';

// The thread in which `checks.ts` of a lab runs, started by code-thread.ts. It holds nothing of the grader's: what the code asks for goes there as a message.

const lookAgainMs = 500;
const { url, text, check }: CodeOrder = workerData;
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let lastId = 0;

const say = (message: FromCode): void => parentPort?.postMessage(message);

// This also keeps the thread alive while code waits for something else.
parentPort?.on('message', (answer: ToCode) => {
  const { resolve, reject } = waiting.get(answer.id) ?? {};
  waiting.delete(answer.id);
  if ('failed' in answer) reject?.(new Error(answer.failed));
  else resolve?.(answer.value);
});

async function ask<T>(question: CodeQuestion, argument: unknown): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  lastId += 1;
  waiting.set(lastId, { resolve, reject });
  say({ id: lastId, question, argument });
  return (await promise) as T;
}

/** Loads the very text that was read and hashed, whatever has become of the file since. */
async function load(): Promise<Readonly<Record<string, unknown>>> {
  registerHooks({
    resolve: (wanted, context, next) => (wanted === url ? { url, shortCircuit: true } : next(wanted, context)),
    load: (wanted, context, next) =>
      wanted === url ? { format: 'module-typescript', source: text, shortCircuit: true } : next(wanted, context),
  });
  const loaded: Readonly<Record<string, unknown>> = await import(url);
  return loaded;
}

/** Where in the text an error came from: above the line that is wrong, or at the top of the calls. */
function placeIn(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(`${url}:`);
  const [, line, column] = (at < 0 ? undefined : /^:(\d+)(?::(\d+))?/.exec(stack.slice(at + url.length))) ?? [];
  if (line === undefined) return '';
  const mark = /^ *(?=\^)/m.exec(stack.slice(at))?.[0].length ?? 0;
  return ` (line ${line}, column ${column ?? mark + 1})`;
}

async function work(): Promise<unknown> {
  const loaded = await load();
  if (!check) return Object.entries(loaded).map(([name, value]) => [name, typeof value]);
  const { name, self, params, startedAt } = check;
  const view: CodeView = {
    self,
    params,
    startedAt,
    get: (ref) => ask('get', ref),
    list: (ref) => ask('list', ref),
    look: (probe) => ask('look', probe),
    async waitFor(look, { withinMs }) {
      const until = performance.now() + withinMs;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (performance.now() + lookAgainMs > until) return undefined;
        await delay(lookAgainMs);
      }
    },
  };
  const actions: CodeActions = { deletePod: (pod) => ask('deletePod', { metadata: pod.metadata }) };
  const judge = loaded[name];
  return typeof judge === 'function' ? judge(view, actions) : undefined;
}

try {
  say({ result: await work() });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // A check's errors while it runs are shown to students, who have no use for a place in the code.
  say({ failed: check ? message : `${message.replace(/\.$/, '')}${placeIn(error)}` });
}
