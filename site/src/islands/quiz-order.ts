import { recall, remember } from './state/memory.ts';

/** A number of this browser, so that a student finds answers where they were, and another student elsewhere. */
export function studentSeed(): number {
  const kept = recall<unknown>('quiz-seed', null);
  if (typeof kept === 'number') return kept;
  const made = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
  remember('quiz-seed', made);
  return made;
}

/** The items in an order that only `seed` decides. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  return items
    .map((item, index) => ({ item, at: hash(`${seed} ${index}`) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

// FNV-1a with a last mixing: neighbouring texts get far numbers.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
