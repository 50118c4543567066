import { request } from 'node:http';
import type { Dial } from '@drydock/host';
import { CourseError } from '@drydock/model';
import { connectionBy } from './connection.ts';

const timeoutMs = 10_000;
const mostBytes = 64 * 1024 * 1024;

/** Sends one HTTP request to an agent; resolves with the answer's status and body. `sandbox_lost` when nobody answers. */
export function askAgent(
  agent: Dial,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      clearTimeout(silence);
      reject(
        new CourseError(
          'sandbox_lost',
          `The workspace does not answer (${cause.message}).`,
          'Wait a moment and try again; reset the lab if it stays away.',
          { cause },
        ),
      );
    };
    const asked = request({ host: 'agent', createConnection: connectionBy(agent), method, path }, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        silence.refresh();
        parts.push(part);
        bytes += part.length;
        if (bytes > mostBytes) response.destroy(new Error(`an answer of more than ${mostBytes} bytes`));
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(silence);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) });
      });
    });
    // A stream need not know of time-outs, so the time is kept here.
    const silence = setTimeout(() => asked.destroy(new Error(`no answer in ${timeoutMs / 1000} s`)), timeoutMs);
    asked.on('error', fail);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
