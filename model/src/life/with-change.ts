import type { Step } from '../step.ts';

/** A whole with the fields that an event names in place of its own. */
export function withChange<Whole extends object, Event extends { readonly type: string } & Partial<Whole>>(
  whole: Whole,
  { type: _type, ...change }: Event,
): Whole {
  return { ...whole, ...change };
}

/** Steps with one replaced or added, in the order they first came. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  return replace(steps, step, (a, b) => a.id === b.id);
}

/** The items with one in the place of the first that is the same, or at the end. */
export function replace<T>(items: readonly T[], item: T, isSame: (a: T, b: T) => boolean): T[] {
  const at = items.findIndex((other) => isSame(other, item));
  return at === -1 ? [...items, item] : items.with(at, item);
}
