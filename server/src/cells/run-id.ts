import { randomBytes } from 'node:crypto';

let last = 0;

/** The id of a new run. Ids sort by time, those of one millisecond too. */
export function newRunId(): string {
  last = Math.max(Date.now(), last + 1);
  return `${last.toString(36).padStart(9, '0')}${randomBytes(4).toString('hex')}`;
}
