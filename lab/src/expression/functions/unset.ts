/** A value that is not there: a check that asks for it fails with "not set", as for a missing field. */
export class UnsetError extends Error {
  override readonly name = 'UnsetError';
  readonly code = 'no_such_key';
}
