import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '@drydock/model';

/** The text of a secret file of the data directory, made whole (or not at all) at first use, mode 0600. */
export function readOrMake(dataDirectory: string, name: string, make: () => string): string {
  const path = join(dataDirectory, name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  writeSync(file, make());
  fsyncSync(file);
  closeSync(file);
  linkSync(draft, path);
  rmSync(draft);
  return readFileSync(path, 'utf8');
}
