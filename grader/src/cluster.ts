import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions, request as httpsRequest } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { CourseError } from '@drydock/model';
import { KubeConfig } from '@kubernetes/client-node';
import { type ExecOptions, type ExecResult, type ExecTarget, execIn, tryAgain } from './exec.ts';
import { quoted } from './reason.ts';

export interface ClusterRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
  /** Bytes read at most of the answer; the rest is dropped and `isCut` says so. */
  readonly limitBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ClusterResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isCut: boolean;
}

/** The grader's own line to a cluster. What goes wrong is a CourseError; a status of the API server is a value. */
export interface Cluster extends Disposable {
  request(path: string, options?: ClusterRequest): Promise<ClusterResponse>;
  /** The events of one watch, until the server ends it: first `OPEN`, then the server's own, `ERROR` among them. */
  watch(path: string, options: { signal: AbortSignal; silenceMs: number }): AsyncGenerator<WatchEvent>;
  exec(target: ExecTarget, options: ExecOptions): Promise<ExecResult>;
}

export interface WatchEvent {
  readonly type: string;
  readonly object: Readonly<Record<string, unknown>>;
}

/** Bytes of one answer, and of all pages of one list. */
export const answerLimitBytes = 16 * 1024 * 1024;
const lineLimitBytes = 4 * 1024 * 1024;

/** Opens a cluster by the text of a kubeconfig; connections are made when needed and kept. */
export async function openCluster(kubeconfig: string): Promise<Cluster> {
  const { config, server } = readConfig(kubeconfig);
  const base = new URL(server);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options).catch((cause: unknown) => {
    throw unusable(`names credentials that cannot be read: ${reasonOf(cause)}`, cause);
  });
  const { ca, cert, key } = options;
  const ownHeaders = (options.headers ?? {}) as Readonly<Record<string, string>>;
  const isPlain = base.protocol === 'http:';
  const agent = isPlain
    ? new HttpAgent({ keepAlive: true, maxSockets: 24 })
    : new HttpsAgent({
        keepAlive: true,
        maxSockets: 24,
        ...(ca && { ca }),
        ...(cert && { cert }),
        ...(key && { key }),
      });

  async function open(
    path: string,
    { method = 'GET', headers, body, timeoutMs = 10_000, signal }: ClusterRequest,
  ): Promise<IncomingMessage> {
    const url = new URL(path, base);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const send = isPlain ? httpRequest : httpsRequest;
    const request = send(url, {
      method,
      agent,
      headers: { accept: 'application/json', ...ownHeaders, ...lengthOf(body), ...headers },
      ...(signal && { signal }),
    });
    const timer = setTimeout(
      () =>
        request.destroy(
          new CourseError('timeout', `${method} ${url.pathname} took longer than ${timeoutMs / 1000} s.`, tryAgain, {
            zh: `API 服务器在 ${timeoutMs / 1000} 秒内没有应答 ${method} ${url.pathname}。`,
          }),
        ),
      timeoutMs,
    );
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
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
    { timeoutMs = 10_000, limitBytes = answerLimitBytes, ...rest }: ClusterRequest = {},
  ): Promise<ClusterResponse> {
    const response = await open(path, { timeoutMs, ...rest });
    const chunks: Buffer[] = [];
    let size = 0;
    let isCut = false;
    const timer = setTimeout(
      () =>
        response.destroy(
          new CourseError('timeout', `The answer to ${path} took longer than ${timeoutMs / 1000} s.`, tryAgain, {
            zh: `API 服务器对 ${path} 的应答在 ${timeoutMs / 1000} 秒内没有传完。`,
          }),
        ),
      timeoutMs,
    );
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk.subarray(0, limitBytes - size));
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
      yield { type: 'OPEN', object: {} };
      for await (const chunk of response as AsyncIterable<string>) {
        silence.refresh();
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') yield JSON.parse(line) as WatchEvent;
        if (rest.length > lineLimitBytes)
          throw new CourseError(
            'too_large',
            `A watched object is larger than ${lineLimitBytes} bytes.`,
            'Make it smaller.',
            { zh: `有一个被监听的对象超过了 ${lineLimitBytes} 字节。` },
          );
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

  return { request, watch, exec, [Symbol.dispose]: () => agent.destroy() };
}

/** A kubeconfig and the server of its current context; what is wrong in it is said by its name, never by a line of it, which may be a secret. */
function readConfig(kubeconfig: string): { config: KubeConfig; server: string } {
  const config = new KubeConfig();
  if (kubeconfig.replaceAll(/#.*/g, '').trim() === '') throw unusable('is empty');
  try {
    config.loadFromString(kubeconfig);
  } catch (cause) {
    throw unusable(`is none: ${reasonOf(cause)}`, cause);
  }
  const name: string | undefined = config.getCurrentContext();
  if (!name) throw unusable('has no current-context');
  const context = config.getContextObject(name);
  const known = config.getContexts().map((each) => each.name);
  if (!context) {
    const others = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    throw unusable(`has the current-context ${JSON.stringify(name)}, which is none of its contexts (${others})`);
  }
  const server = config.getCluster(context.cluster)?.server;
  if (server === undefined)
    throw unusable(
      `has no cluster ${JSON.stringify(context.cluster)}, which its context ${JSON.stringify(name)} is about`,
    );
  if (!URL.canParse(server)) throw unusable(`has the server ${JSON.stringify(server)}, which is no address`);
  return { config, server };
}

function unusable(what: string, cause?: unknown): CourseError {
  return new CourseError(
    'bad_request',
    `The kubeconfig ${what}.`,
    'Use the kubeconfig of a sandbox (`drydock sandbox kubeconfig ID` prints it), or one that `kubectl --kubeconfig FILE get nodes` works with.',
    { cause },
  );
}

function reasonOf(cause: unknown): string {
  const { reason, mark, message } = cause as { reason?: string; mark?: { line: number }; message?: string };
  return reason === undefined ? (message ?? String(cause)) : `${reason} in line ${(mark?.line ?? 0) + 1}`;
}

/** Node sends the body of a DELETE without its length, which a server takes for the next request. */
function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

function translate(error: unknown, server: string): CourseError {
  if (error instanceof CourseError) return error;
  const { code, name, message } = error as { code?: string; name?: string; message?: string };
  if (name === 'AbortError' || code === 'ABORT_ERR')
    return new CourseError('aborted', 'The work was called off.', 'Start it again.', {
      cause: error,
      zh: '检查被中止了。',
    });
  return new CourseError(
    'cluster_unreachable',
    `The cluster's API server at ${server} does not answer: ${code ?? message ?? String(error)}.`,
    tryAgain,
    { cause: error, zh: quoted(`集群的 API 服务器 ${server} 没有应答`, code ?? message ?? String(error)) },
  );
}

/** Waits, or ends at once with the signal's reason. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { ...(signal && { signal }) });
}
