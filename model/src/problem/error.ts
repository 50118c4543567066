import { errorStatus, type ErrorCode } from './error-code.ts';
import { chineseOf } from './error-zh.ts';
import type { Language } from '../language.ts';
import type { Problem, Words } from './problem.ts';

export interface CourseErrorOptions {
  readonly cause?: unknown;
  /** The failure in Chinese. A message alone is given the remedy that is usual for its code. */
  readonly zh?: string | Words;
}

/** The one class of expected failures: `message` says what happened and quotes the value, `fix` says what to do next. */
export class CourseError extends Error {
  override readonly name = 'CourseError';
  readonly code: ErrorCode;
  readonly fix: string;
  /** The same in Chinese; undefined without a translation. */
  readonly zh: Words | undefined;

  constructor(code: ErrorCode, message: string, fix: string, options?: CourseErrorOptions) {
    super(message, options);
    this.code = code;
    this.fix = fix;
    const zh = options?.zh;
    this.zh = typeof zh === 'string' ? { message: zh, fix: chineseOf[code].fix } : zh;
  }

  /** HTTP status of this error, from the one table. */
  get status(): number {
    return errorStatus[this.code];
  }

  /** The one error shape of the API, always in both languages; the cause stays in the log. */
  toJSON(): Problem & { code: ErrorCode; zh: Words } {
    return { code: this.code, message: this.message, fix: this.fix, zh: this.zh ?? chineseOf[this.code] };
  }
}

/** Makes the failures of a room from its texts, which are in both languages. */
export function failuresIn<Texts>(texts: { readonly en: Texts; readonly zh: Texts }) {
  return (
    code: ErrorCode,
    say: (text: Texts, language: Language) => Words,
    options?: { cause?: unknown },
  ): CourseError => {
    const { message, fix } = say(texts.en, 'en');
    return new CourseError(code, message, fix, { ...options, zh: say(texts.zh, 'zh') });
  };
}
