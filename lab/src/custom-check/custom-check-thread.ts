import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { KubeObject, Text } from '@drydock/model';
import { fail as failure } from '../text/fail.ts';
import { say } from '../text/say.ts';

/** The thread's input: a text of `checks.ts`, and one of its checks with its object. Without a check the thread only returns the exports. */
export interface CodeOrder {
  readonly url: string;
  readonly text: string;
  readonly check?: {
    readonly name: string;
    readonly self: KubeObject;
    readonly params: Readonly<Record<string, string>>;
    readonly startedAt: Date;
  };
}

/** What code may ask of the grader, each with one argument. */
export type CodeQuestion = 'get' | 'list' | 'look' | 'deletePod';
/** A message of the thread: a question, or how it ended. */
export type FromCode =
  | { readonly id: number; readonly question: CodeQuestion; readonly argument: unknown }
  | { readonly result: unknown }
  | { readonly failed: string };
/** An answer to the thread. */
export type ToCode =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failed: string };

export interface CodeOptions {
  /** The subject of the errors. */
  readonly subject: Text;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Answers a question of the code. Its signal aborts when the code has ended, for any reason. */
  readonly answer: (question: CodeQuestion, argument: unknown, signal: AbortSignal) => Promise<unknown>;
}

const memoryMebibytes = 64;
/** More would be a loop that does not await its answers. */
const openQuestions = 64;
/** A thread ends between two steps of its code, and a single step can take long: the caller waits no longer than this. */
const endWithinMs = 1000;
const entry = new URL('./custom-check-worker.ts', import.meta.url);

/**
 * Runs code of a lab in a thread of its own, without environment, and gives its result as it was posted. Whatever the code does, the caller's thread goes on: an endless loop
 * ends at the limit with `timeout`, and an error, an exit or too much memory with `command_failed`. It keeps mistakes in, not malice: the code can do all that the process may.
 */
export async function runCode(order: CodeOrder, { subject, limitMs, signal, answer }: CodeOptions): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fail = (...what: Parameters<typeof say>): void => {
    const words = say(...what);
    reject(failure('command_failed', (text, language) => text.codeFailed(subject[language], words[language])));
  };
  const ended = new AbortController();
  const stop = AbortSignal.any([ended.signal, ...(signal ? [signal] : [])]);
  stop.throwIfAborted();
  const worker = new Worker(entry, {
    name: 'checks.ts',
    env: {},
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memoryMebibytes, maxYoungGenerationSizeMb: 16 },
  });
  const timer = setTimeout(
    () => reject(failure('timeout', (text, language) => text.codeSlow(subject[language], limitMs / 1000))),
    limitMs,
  );
  const callOff = (): void => reject(stop.reason);
  stop.addEventListener('abort', callOff);
  let open = 0;
  const reply = async (id: number, question: CodeQuestion, argument: unknown): Promise<void> => {
    open += 1;
    if (open > openQuestions) return fail((text) => text.askedTooMuch(openQuestions));
    const said = await answer(question, argument, stop).then(
      (value): ToCode => ({ id, value }),
      (error: unknown): ToCode => ({ id, failed: error instanceof Error ? error.message : String(error) }),
    );
    open -= 1;
    worker.postMessage(said);
  };
  worker.on('message', (message: FromCode) => {
    if (stop.aborted) return;
    if ('result' in message) resolve(message.result);
    else if ('failed' in message) fail((text) => text.failed(message.failed));
    else reply(message.id, message.question, message.argument).catch(reject);
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    fail((text) => (isMemory ? text.outOfMemory(memoryMebibytes) : text.crashed(error.message)));
  });
  worker.on('exit', (code) => fail((text) => text.exited(code)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', callOff);
    ended.abort();
    await Promise.race([worker.terminate(), delay(endWithinMs, undefined, { ref: false })]);
  }
}
