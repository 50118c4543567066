import type { ASTNode, ErrorLocation } from '@marcbachmann/cel-js';

/** The library's error about an expression that it cannot parse, check or evaluate; one of a function has less. */
export interface LibraryError {
  readonly code?: string;
  readonly summary?: string;
  readonly message?: string;
  /** A part of the expression, or only its place where it could not be read. */
  readonly node?: ASTNode | ErrorLocation | undefined;
  readonly range?: { readonly start: number } | undefined;
}

/** Reads what was thrown while an expression was parsed, checked or evaluated. */
export function libraryError(thrown: unknown): LibraryError {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
}
