/** Every expected failure of Drydock and the HTTP status it is answered with; anything else is a bug (500). */
export const errorStatus = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  bad_origin: 403,
  bad_ticket: 403,
  not_found: 404,
  lab_unknown: 404,
  attempt_unknown: 404,
  sandbox_unknown: 404,
  terminal_unknown: 404,
  method_not_allowed: 405,
  conflict: 409,
  attempt_not_ready: 409,
  port_taken: 409,
  too_large: 413,
  unsupported_media_type: 415,
  lab_invalid: 422,
  rate_limited: 429,
  internal: 500,
  command_failed: 500,
  build_failed: 500,
  host_not_ready: 503,
  docker_unavailable: 503,
  no_disk: 503,
  no_capacity: 503,
  sandbox_lost: 503,
  cluster_unreachable: 503,
  cluster_broken: 503,
  aborted: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** The one class of expected failures: `message` says what happened and quotes the value, `fix` says what to do next. */
export class CourseError extends Error {
  override readonly name = 'CourseError';
  readonly code: ErrorCode;
  readonly fix: string;
  /** The message in Chinese, of a failure that can stand in a verdict. */
  readonly zh: string | undefined;

  constructor(code: ErrorCode, message: string, fix: string, options?: { cause?: unknown; zh?: string }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
    this.zh = options?.zh;
  }

  /** HTTP status of this error, from the one table. */
  get status(): number {
    return errorStatus[this.code];
  }

  /** The one error shape of the API; the cause stays in the log. */
  toJSON(): { code: ErrorCode; message: string; fix: string } {
    return { code: this.code, message: this.message, fix: this.fix };
  }
}
