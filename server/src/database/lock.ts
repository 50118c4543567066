import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CourseError } from '@drydock/model';

/**
 * Holds a data directory for one server: two would fight over the same sandboxes. The lock is the operating system's (an exclusive
 * SQLite transaction), so a killed server never leaves it behind.
 */
export function lockDataDirectory(dataDirectory: string): Disposable {
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(dataDirectory, 'lock.sqlite'), { timeout: 0 });
    try {
      lock.exec('begin exclusive');
    } catch (error) {
      lock.close();
      throw error;
    }
    return { [Symbol.dispose]: () => lock.close() };
  } catch (cause) {
    const isBusy = cause instanceof Error && 'errcode' in cause && cause.errcode === 5;
    if (isBusy) {
      throw new CourseError(
        'conflict',
        `Another Drydock server already works in ${dataDirectory}.`,
        'Use that one, stop it first, or give this one a directory of its own with DRYDOCK_DATA.',
        { cause },
      );
    }
    throw new CourseError(
      'host_not_ready',
      `The data directory ${dataDirectory} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Make it writable for this user, or set DRYDOCK_DATA to a directory that is.',
      { cause },
    );
  }
}
