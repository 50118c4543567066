import { request } from 'node:http';
import { CourseError } from '@drydock/model';

const timeoutMs = 10_000;
const mostBytes = 64 * 1024 * 1024;

/** One HTTP request to an agent by its Unix socket; the answer's status and body. `sandbox_lost` when nobody answers. */
export function askAgent(
  address: string,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(
        new CourseError(
          'sandbox_lost',
          `The workspace does not answer (${cause.message}).`,
          'Wait a moment and try again; reset the lab if it stays away.',
          { cause },
        ),
      );
    const asked = request({ socketPath: address, method, path, timeout: timeoutMs }, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes > mostBytes) response.destroy(new Error(`an answer of more than ${mostBytes} bytes`));
      });
      response.on('error', fail);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer in ${timeoutMs / 1000} s`)));
    asked.on('error', fail);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
