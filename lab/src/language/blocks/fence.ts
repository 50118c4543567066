import type { Place } from '../../problem.ts';

/** A fenced block of code. */
export interface Fence {
  readonly language: string;
  /** The words after the language. */
  readonly words: readonly string[];
  readonly text: string;
  /** Where its opening line begins; the text begins in the line below. */
  readonly place: Place;
}
