import { access } from 'node:fs/promises';

/** Whether there is a file or a folder at this path, as far as this process may know. */
export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
