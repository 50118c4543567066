import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { CourseError } from '@drydock/model';
import { z } from 'zod';
import { commandFailed, dockerUnavailable, tooMuchOutput } from '../process/run-errors.ts';
import type { RunResult } from '../process/run-result.ts';
import { askDocker, demandDocker, refusedByDocker } from './api.ts';
import { bounded, type DockerOptions } from './bounded.ts';
import { connectDocker } from './connect.ts';
import { createFrameReader } from './frames.ts';

/** How to run a command in a container. */
export interface DockerExecOptions extends DockerOptions {
  readonly user?: string | undefined;
  readonly workdir?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Text for its standard input, which is empty otherwise. */
  readonly input?: string | undefined;
}

const maxOutputBytes = 8 * 1024 * 1024;
const Created = z.object({ Id: z.string() });
const State = z.object({ Running: z.boolean(), ExitCode: z.number().nullable() });

/**
 * Runs a command in a running container, as `docker exec` does; any exit code is a result. Rejects when Docker refuses (the container is paused, or gone), when Docker
 * is gone, time is up or the signal fired. Like the client's, a command that is given up goes on in the container.
 */
export async function tryDockerExec(
  container: string,
  argv: readonly string[],
  options: DockerExecOptions = {},
): Promise<RunResult> {
  const command = ['docker', 'exec', container, ...argv];
  return bounded(command, options, async (signal) => {
    const id = await makeExec(command, container, argv, options, signal);
    const written = await attached(command, id, options.input, signal);
    const exitCode = await exitCodeOf(command, id, signal);
    // Docker tells on the stream that it could not start the command.
    const isRefused = written.stdout.startsWith('OCI runtime exec failed:') && (exitCode === 126 || exitCode === 127);
    if (isRefused) throw commandFailed(command, { exitCode, stdout: '', stderr: written.stdout });
    return { exitCode, ...written };
  });
}

async function makeExec(
  command: readonly string[],
  container: string,
  argv: readonly string[],
  { user, workdir, env = {}, input }: DockerExecOptions,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    Cmd: argv,
    AttachStdin: input !== undefined,
    AttachStdout: true,
    AttachStderr: true,
    ...(user !== undefined && { User: user }),
    ...(workdir !== undefined && { WorkingDir: workdir }),
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
  };
  const path = `/containers/${encodeURIComponent(container)}/exec`;
  return Created.parse(await demandDocker({ command, method: 'POST', path, body }, { signal, timeoutMs: 0 })).Id;
}

/** Like `tryDockerExec`, returns stdout, and rejects with a CourseError that quotes the cause when the command fails. */
export async function dockerExec(
  container: string,
  argv: readonly string[],
  options: DockerExecOptions = {},
): Promise<string> {
  const result = await tryDockerExec(container, argv, options);
  if (result.exitCode !== 0) throw commandFailed(['docker', 'exec', container, ...argv], result);
  return result.stdout;
}

/** Starts the command and collects what it writes until its end. */
async function attached(
  command: readonly string[],
  id: string,
  input: string | undefined,
  signal: AbortSignal,
): Promise<Pick<RunResult, 'stdout' | 'stderr'>> {
  const body = { Detach: false, Tty: false };
  const asked = { command, method: 'POST', path: `/exec/${id}/start`, body, upgrades: true } as const;
  const { status, message, socket } = await connectDocker(asked, signal);
  if (!socket) throw refusedByDocker(command, (await text(message)) || `status ${status}`);
  const kept: Readonly<Record<'stdout' | 'stderr', Buffer[]>> = { stdout: [], stderr: [] };
  let size = 0;
  const read = createFrameReader((kind, bytes) => {
    size += bytes.length;
    kept[kind].push(bytes);
    if (size > maxOutputBytes) socket.destroy(tooMuchOutput(command, maxOutputBytes));
  });
  await untilEnd(command, socket, { read, input, signal });
  return { stdout: Buffer.concat(kept.stdout).toString(), stderr: Buffer.concat(kept.stderr).toString() };
}

function untilEnd(
  command: readonly string[],
  socket: Duplex,
  { read, input, signal }: { read: (chunk: Buffer) => void; input: string | undefined; signal: AbortSignal },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => void socket.destroy(new Error('given up'));
  signal.addEventListener('abort', stop, { once: true });
  socket.on('data', read);
  socket.on('error', (error: NodeJS.ErrnoException) => {
    // A command that ended does not read its input: that is no failure.
    if (error.code === 'EPIPE') return;
    reject(error instanceof CourseError ? error : dockerUnavailable(command, `error during connect: ${error.message}`));
  });
  socket.on('end', resolve);
  socket.on('close', resolve);
  if (input !== undefined) socket.end(input);
  if (signal.aborted) stop();
  return promise.finally(() => {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  });
}

/** The longest pause between two questions whether a command has ended (ms). */
const askAgainMs = 16;

/** The stream may end a moment before the command does; most often Docker knows of the end within a millisecond or two. */
async function exitCodeOf(command: readonly string[], id: string, signal: AbortSignal): Promise<number> {
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, askAgainMs)) {
    const { body, refusal } = await askDocker({ command, method: 'GET', path: `/exec/${id}/json` }, { signal });
    if (refusal !== undefined) throw refusedByDocker(command, refusal);
    const { Running: isRunning, ExitCode: exitCode } = State.parse(body);
    if (!isRunning && exitCode !== null) return exitCode;
    await delay(pauseMs, undefined, { signal });
  }
}
