import { Writable } from 'node:stream';
import type { CourseError } from '@drydock/model';
import { Exec, type KubeConfig } from '@kubernetes/client-node';
import { reasonOf } from './connection/kubeconfig.ts';
import { fail } from './text/fail.ts';

export interface ExecTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly argv: readonly string[];
}

export interface ExecOptions {
  readonly timeoutMs: number;
  readonly limitBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a fixed command in a container. Errors of the API server and the network are thrown unchanged, all others as CourseErrors. */
export async function execIn(
  config: KubeConfig,
  { namespace, pod, container, argv }: ExecTarget,
  { timeoutMs, limitBytes, signal }: ExecOptions,
): Promise<ExecResult> {
  const stdout = collect(limitBytes);
  const stderr = collect(limitBytes);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const stop = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  const onStop = (): void => reject(stop.reason);
  stop.addEventListener('abort', onStop);
  let socket: { close(): void; on?(event: string, listener: () => void): unknown } | undefined;
  try {
    socket = await Promise.race([
      new Exec(config).exec(
        namespace,
        pod,
        container,
        [...argv],
        stdout.stream,
        stderr.stream,
        null,
        false,
        (status) =>
          isOfDeadContainer(status)
            ? reject(takesNoCommands({ namespace, pod, container }, status.message ?? ''))
            : resolve(exitCodeOf(status)),
      ),
      promise.then(() => undefined),
    ]);
    // The status comes before the end of the connection; without it the Pod or its node went away in the middle.
    socket?.on?.('close', () =>
      setImmediate(
        reject,
        fail('cluster_unreachable', (text) => text.execCut(`${namespace}/${pod}`)),
      ),
    );
    const exitCode = await promise;
    return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
  } catch (error) {
    promise.catch(() => undefined);
    if (stop.aborted && !signal?.aborted)
      throw fail('timeout', (text) => text.slowExec(argv[0] ?? '', `${namespace}/${pod}`, timeoutMs / 1000));
    const message = reasonOf(error);
    if (/Unexpected server response: 4\d\d/.test(message))
      throw takesNoCommands({ namespace, pod, container }, message);
    throw error;
  } finally {
    stop.removeEventListener('abort', onStop);
    socket?.close();
  }
}

function takesNoCommands({ namespace, pod, container }: Omit<ExecTarget, 'argv'>, message: string): CourseError {
  return fail('not_found', (text) => text.noCommands(container, `${namespace}/${pod}`, message));
}

/** The status with which the API server ends a command. */
export interface ExecStatus {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

/** The exit code in the status with which the API server ends a command; 126 when the command could not be started. */
export function exitCodeOf({ status, details }: ExecStatus): number {
  if (status === 'Success') return 0;
  const cause = details?.causes?.find(({ reason }) => reason === 'ExitCode');
  return cause?.message === undefined ? 126 : Number(cause.message);
}

/** Whether a command was not run because its container has ended, by the container runtime's message. */
export function isOfDeadContainer({ status, message = '', details }: ExecStatus): boolean {
  const hasRun = status === 'Success' || details?.causes?.some(({ reason }) => reason === 'ExitCode') === true;
  return (
    !hasRun &&
    /CONTAINER_(EXITED|CREATED|UNKNOWN)|no running task|task \S+ not found|(stopped|deleted|paused) (state|container)|container not (running|found)/i.test(
      message,
    )
  );
}

/** Takes what a command writes, and keeps the beginning. */
function collect(limitBytes: number): { stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (size < limitBytes) chunks.push(chunk.subarray(0, limitBytes - size));
      size += chunk.length;
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
