import type { Problem } from '@drydock/model';
import { learnServerTime } from '../time/server-clock.ts';
import { sitePath } from '../../site-path.ts';

/** What an API call came to: the value, or the problem to show. */
export type Outcome<T> = { ok: true; value: T; status: number } | { ok: false; problem: Problem; status: number };

/** Reads a value out of an answer, or says it is none. A light hand-written guard: zod would cost more script than the page. */
export type Guard<T> = (value: unknown) => T | undefined;

/** The `Date` of an answer has whole seconds, and the answer took a while. */
const dateWithinMs = 2000;

/** What is kept as a page is left arrives all the same; browsers allow 64 KiB of it. */
const mostKeptAlive = 20_000;

/** The address of an API path on the host that served this page. */
export function apiPath(path: string): string {
  return sitePath(`/api${path}`);
}

/** Calls the API. Never throws: no network, no JSON and an unexpected shape are problems too, with the codes `network` and `bad_answer`. */
export async function request<T>(method: string, path: string, guard: Guard<T>, body?: unknown): Promise<Outcome<T>> {
  let response: Response;
  let answer: unknown;
  const json = body === undefined ? undefined : JSON.stringify(body);
  try {
    response = await fetchAgain(apiPath(path), {
      method,
      keepalive: method === 'PUT' && json !== undefined && json.length < mostKeptAlive,
      headers: { accept: 'application/json', ...(json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(json === undefined ? {} : { body: json }),
      credentials: 'same-origin',
    });
    learnServerTime(response.headers.get('date'), dateWithinMs);
    const text = await response.text();
    answer = text ? JSON.parse(text) : null;
  } catch (cause) {
    return failure(cause instanceof SyntaxError ? 'bad_answer' : 'network', 0);
  }
  if (!response.ok) {
    const problem = readProblem(answer);
    return problem
      ? { ok: false, problem, status: response.status }
      : failure(response.status >= 502 ? 'network' : 'bad_answer', response.status);
  }
  const value = guard(answer);
  return value === undefined ? failure('bad_answer', response.status) : { ok: true, value, status: response.status };
}

/** How long a reading waits before it is asked again (ms): a network that changes cuts what is under way, and is there again at once. */
const againAfterMs = [300, 1500];

/** What only reads is asked again when the network fails; what changes something is not, since it may have arrived. */
async function fetchAgain(url: string, init: RequestInit): Promise<Response> {
  for (const wait of init.method === 'GET' ? againAfterMs : []) {
    try {
      return await fetch(url, init);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return fetch(url, init);
}

/** Reads the one error shape of the API. */
export function readProblem(value: unknown): Problem | undefined {
  if (!isRecord(value)) return undefined;
  const { code, zh } = value;
  const words = readWords(value);
  if (typeof code !== 'string' || !words) return undefined;
  const chinese = isRecord(zh) ? readWords(zh) : undefined;
  return { code, ...words, ...(chinese ? { zh: chinese } : {}) };
}

function readWords({ message, fix }: Record<string, unknown>): { message: string; fix: string } | undefined {
  return typeof message === 'string' ? { message, fix: typeof fix === 'string' ? fix : '' } : undefined;
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is an object that has these fields. */
export function has(value: unknown, ...fields: string[]): value is Record<string, unknown> {
  return isRecord(value) && fields.every((field) => field in value);
}

/** Returns the value as what the guard says it is. */
export function readAs<T>(value: unknown, is: (value: unknown) => value is T): T | undefined {
  return is(value) ? value : undefined;
}

/** Reads one message of a stream: the server's clock, and the event unless it is one this page does not know. */
export function readMessage<Event extends object>(
  text: string,
  isEvent: (value: Record<string, unknown>) => value is Record<string, unknown> & Event,
): { now?: string; event?: Event } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isRecord(value)) return {};
  const now = value['now'];
  return { ...(typeof now === 'string' ? { now } : {}), ...(isEvent(value) ? { event: value } : {}) };
}

// The words for these two are the page's own, in its language; see `problemText`.
function failure<T>(code: 'network' | 'bad_answer', status: number): Outcome<T> {
  return { ok: false, problem: { code, message: '', fix: '' }, status };
}
