import { sharedPath } from '../names.ts';

/** True for a hostPath that is a folder directly in /mnt or /srv of a node. Deeper ones could be reached by a link that a student has put there. */
export function isShared(field: string): string {
  return `(${field}.path.matches('${sharedPath}') && (!has(${field}.type) || ${field}.type in ['', 'Directory', 'DirectoryOrCreate']))`;
}
