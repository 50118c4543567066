import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, CourseError, type KubeObject } from '@drydock/model';
import { parseAnswer } from './answer.ts';
import { type ExecOptions, type ExecResult, type ExecTarget, execIn } from './exec.ts';
import { accessOf } from './connection/access.ts';
import { readKubeconfig } from './connection/kubeconfig.ts';
import { fail } from './text/fail.ts';
import { unreachable } from './connection/unreachable.ts';

export interface ClusterRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  /** The most bytes read of the answer; the rest is dropped and `isCut` is set. */
  readonly limitBytes?: number;
  /** Takes the body of a 200 piece by piece as it comes, in place of `body`. */
  readonly onChunk?: (chunk: Buffer) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ClusterResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isCut: boolean;
}

/** A connection to a cluster. Failures are CourseErrors; a status of the API server is a value. */
export interface Cluster extends Disposable {
  request(path: string, options?: ClusterRequest): Promise<ClusterResponse>;
  /** The events of one watch, until the server ends it: first `OPEN`, then the server's own, `ERROR` among them. */
  watch(path: string, options: { signal: AbortSignal; silenceMs: number }): AsyncGenerator<WatchEvent>;
  exec(target: ExecTarget, options: ExecOptions): Promise<ExecResult>;
}

/** What a watch reports: that it is open, that it failed, and how an object is now. */
export type WatchEvent =
  | { readonly type: 'OPEN' }
  | { readonly type: 'ERROR'; readonly object: { readonly code?: number } }
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; readonly object: KubeObject };

/** Bytes of one answer, and of all pages of one list. */
export const answerLimitBytes = 16 * 1024 * 1024;
const lineLimitBytes = 4 * 1024 * 1024;

/** Opens a cluster by the text of a kubeconfig, whose relative paths are those of `directory`; connections are made when needed and kept. */
export async function openCluster(kubeconfig: string, directory?: string): Promise<Cluster> {
  const connection = readKubeconfig(kubeconfig, directory);
  const { config, server: base, proxy } = connection;
  const { headers: ownHeaders, agent: viaProxy, ...access } = await accessOf(connection);
  const server = base.href.replace(/\/$/, '');
  const isPlain = base.protocol === 'http:';
  const how = { keepAlive: true, maxSockets: 24 };
  const direct = isPlain ? new HttpAgent(how) : new HttpsAgent({ ...how, ...access });
  const agent = proxy !== undefined && viaProxy ? viaProxy : direct;

  async function open(
    path: string,
    { method = 'GET', headers, body, timeoutMs = 10_000, signal }: ClusterRequest,
  ): Promise<IncomingMessage> {
    const url = new URL(`${server}${path}`);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const send = isPlain ? httpRequest : httpsRequest;
    const begin = (): ClientRequest =>
      send(url, {
        method,
        agent,
        ...access,
        headers: { accept: 'application/json', ...ownHeaders, ...lengthOf(body), ...headers },
        ...(signal && { signal }),
      });
    let request = begin();
    const timer = setTimeout(
      () => request.destroy(fail('timeout', (text) => text.slowRequest(method, url.pathname, timeoutMs / 1000))),
      timeoutMs,
    );
    const start = (isFirst: boolean): void => {
      request.on('response', resolve);
      request.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection that the server was just closing, which it does after 90 s of silence: what was asked was not heard.
        const isStale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        if (!isFirst || !isStale || method === 'POST' || signal?.aborted === true) return reject(error);
        request = begin();
        start(false);
      });
      request.end(body);
    };
    start(true);
    try {
      return await promise;
    } catch (error) {
      throw translate(error, server);
    } finally {
      clearTimeout(timer);
    }
  }

  async function request(
    path: string,
    { timeoutMs = 10_000, limitBytes = answerLimitBytes, onChunk, ...rest }: ClusterRequest = {},
  ): Promise<ClusterResponse> {
    const response = await open(path, { timeoutMs, ...rest });
    const chunks: Buffer[] = [];
    const take = response.statusCode === 200 && onChunk ? onChunk : (chunk: Buffer) => void chunks.push(chunk);
    let size = 0;
    let isCut = false;
    const timer = setTimeout(
      () => response.destroy(fail('timeout', (text) => text.slowAnswer(path, timeoutMs / 1000))),
      timeoutMs,
    );
    try {
      const chunks: AsyncIterable<Buffer> = response;
      for await (const chunk of chunks) {
        take(chunk.subarray(0, limitBytes - size));
        size += chunk.length;
        isCut = size > limitBytes;
        if (isCut) break;
      }
    } catch (error) {
      throw translate(error, server);
    } finally {
      clearTimeout(timer);
    }
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks), isCut };
  }

  async function* watch(
    path: string,
    { signal, silenceMs }: { signal: AbortSignal; silenceMs: number },
  ): AsyncGenerator<WatchEvent> {
    const response = await open(path, { signal });
    if (response.statusCode !== 200) {
      response.resume();
      yield { type: 'ERROR', object: { code: response.statusCode ?? 0 } };
      return;
    }
    const silence = setTimeout(() => response.destroy(), silenceMs);
    let rest = '';
    response.setEncoding('utf8');
    try {
      yield { type: 'OPEN' };
      const texts: AsyncIterable<string> = response;
      for await (const chunk of texts) {
        silence.refresh();
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') yield parseAnswer<WatchEvent>(line);
        if (rest.length > lineLimitBytes) throw fail('too_large', (text) => text.watchedTooLarge(lineLimitBytes));
      }
    } catch (error) {
      throw translate(error, server);
    } finally {
      clearTimeout(silence);
      response.destroy();
    }
  }

  async function exec(target: ExecTarget, options: ExecOptions): Promise<ExecResult> {
    try {
      return await execIn(config, target, options);
    } catch (error) {
      throw translate(error, server);
    }
  }

  return { request, watch, exec, [Symbol.dispose]: () => direct.destroy() };
}

/** Node sends the body of a DELETE without its length, which a server takes for the next request. */
function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

function translate(error: unknown, server: string): CourseError {
  if (error instanceof CourseError) return error;
  if ((error instanceof Error && error.name === 'AbortError') || codeOf(error) === 'ABORT_ERR')
    return fail('aborted', (text) => text.calledOff, { cause: error });
  return unreachable(error, server);
}

/** Waits, or ends at once with the signal's reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { ...(signal && { signal }) });
}
