import type { Dialect } from 'kysely';

/**
 * What one kind of database gives: everything else in this room speaks Kysely's query and schema
 * builders. Its dialect creates the column types `text`, `integer`, `boolean` and `json`, runs schema
 * changes in transactions, and stores and returns booleans as booleans and JSON columns as values.
 */
export interface Backend {
  readonly dialect: Dialect;
  /** Where the data is, for messages. */
  readonly place: string;
}

/** Columns that hold true or false. */
export const booleanColumns: ReadonlySet<string> = new Set(['isOn', 'hasInput', 'atEnd', 'correct']);

/** Columns that hold a JSON value. `signedJson` is text: a signature is over its exact bytes. */
export const jsonColumns: ReadonlySet<string> = new Set([
  'json',
  'parametersJson',
  'problemJson',
  'memoryJson',
  'verdictsJson',
  'stepsJson',
  'filesJson',
]);
