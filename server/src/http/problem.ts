import { randomBytes } from 'node:crypto';
import { CourseError, errorStatus } from '@drydock/model';
import type { ZodError } from 'zod';
import { fail } from '../text/fail.ts';

/** The minimum of a log this needs; pino's own fits. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** Fastify's own refusals (https://fastify.dev/docs/latest/Reference/Errors/) in our words. */
function fromFastify(code: string, message: string): CourseError | undefined {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return fail('unsupported_media_type', (text) => text.notJsonType);
    case 'FST_ERR_BAD_URL':
      return fail('bad_request', (text) => text.addressUnreadable(message));
    default:
      return undefined;
  }
}

/** Any thrown value as the one error class. What nobody expected is logged with its stack and answered as an id to look for in the log. */
export function toCourseError(error: unknown, log: ErrorLog): CourseError {
  if (error instanceof CourseError) {
    if (error.status >= 500) log.error({ err: error }, error.message);
    return error;
  }
  if (error instanceof Error) {
    const known = 'code' in error ? fromFastify(String(error.code), error.message) : undefined;
    if (known) return known;
    if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500) {
      return fail('bad_request', (text) => text.refusedByServer(error.message));
    }
  }
  const id = randomBytes(4).toString('hex');
  log.error({ err: error, errorId: id }, 'unexpected error');
  return fail('internal', (text) => text.internal(id), { cause: error });
}

/** A schema's findings as one `bad_request` that names every wrong field. */
export function invalid(what: 'address' | 'request body', error: ZodError): CourseError {
  const findings = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return fail('bad_request', (text) => text.invalid(what, findings));
}

/** A whole HTTP answer, for connections that are not (or no longer) HTTP to the framework. */
export function rawAnswer(problem: CourseError): string {
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${errorStatus[problem.code]} Refused`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
