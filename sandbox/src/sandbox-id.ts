import { randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A new random id of ten letters and digits, the first a letter: one in 10^15 collides. */
export function newSandboxId(): string {
  return Array.from({ length: 10 }, (_, index) => letters[randomInt(index === 0 ? 26 : 36)]).join('');
}
