/** A value that an expression could not turn into what it asked for; shown, never a bug. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

/** An expression asks for an item of an empty list: something a student has not made yet. */
export class NoneError extends ValueError {
  readonly code = 'index_out_of_bounds';
}
