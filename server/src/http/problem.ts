import { randomBytes } from 'node:crypto';
import { CourseError, errorStatus } from '@drydock/model';
import type { ZodError } from 'zod';

/** The minimum of a log this needs; pino's own fits. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** Fastify's own refusals (https://fastify.dev/docs/latest/Reference/Errors/) in our words. */
function fromFastify(code: string, message: string): CourseError | undefined {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new CourseError('too_large', 'The request body is larger than 64 KiB.', 'Send less in one request.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new CourseError(
        'unsupported_media_type',
        'The request body is not JSON by its Content-Type.',
        'Send the header "content-type: application/json".',
      );
    case 'FST_ERR_BAD_URL':
      return new CourseError('bad_request', `The address cannot be read: ${message}`, 'Check its percent-encoding.');
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
      return new CourseError('bad_request', error.message, 'See /api/openapi.json for what this route takes.');
    }
  }
  const id = randomBytes(4).toString('hex');
  log.error({ err: error, errorId: id }, 'unexpected error');
  return new CourseError(
    'internal',
    `Something went wrong in Drydock itself (error ${id}).`,
    `Try again; if it stays, look for ${id} in server.log (in the data directory) and report it.`,
    { cause: error },
  );
}

/** A schema's findings as one `bad_request` that names every wrong field. */
export function invalid(what: string, error: ZodError): CourseError {
  const findings = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return new CourseError(
    'bad_request',
    `The ${what} is not valid: ${findings.join('; ')}`,
    'See /api/openapi.json for what this route takes.',
  );
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
