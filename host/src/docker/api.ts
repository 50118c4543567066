import { text } from 'node:stream/consumers';
import type { CourseError } from '@drydock/model';
import { z } from 'zod';
import { commandFailed, dockerUnavailable } from '../process/run-errors.ts';
import { bounded, type DockerOptions } from './bounded.ts';
import { connectDocker, type DockerRequest } from './connect.ts';

/** What Docker's API returned: any status is a result. */
export interface DockerAnswer {
  readonly status: number;
  /** Parsed JSON; undefined without any. */
  readonly body: unknown;
  /** What Docker says of a status of 400 and above. */
  readonly refusal: string | undefined;
}

const Refusal = z.object({ message: z.string() });

/** Asks Docker's API over its socket, without a process. Rejects when Docker is gone, time is up or the signal fired. */
export async function askDocker(asked: DockerRequest, options: DockerOptions = {}): Promise<DockerAnswer> {
  const { status, written } = await bounded(asked.command, options, async (signal) => {
    const { status, message } = await connectDocker(asked, signal);
    const written = await text(message).catch((error: unknown) => {
      throw dockerUnavailable(asked.command, `error during connect: ${String(error)}`);
    });
    return { status, written };
  });
  const body = parsed(written);
  const said = Refusal.safeParse(body);
  return {
    status,
    body,
    refusal: status < 400 ? undefined : said.success ? said.data.message : written.trim() || `status ${status}`,
  };
}

/** Like `askDocker`, and rejects with the CourseError of a command that failed when Docker refuses. */
export async function demandDocker(asked: DockerRequest, options: DockerOptions = {}): Promise<unknown> {
  const answer = await askDocker(asked, options);
  if (answer.refusal !== undefined) throw refusedByDocker(asked.command, answer.refusal);
  return answer.body;
}

/** The error of a command that Docker itself refused. */
export function refusedByDocker(command: readonly string[], refusal: string): CourseError {
  return commandFailed(command, { exitCode: 1, stdout: '', stderr: `Error response from daemon: ${refusal}` });
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
