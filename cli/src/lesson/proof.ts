import type { Language, Problem } from '@drydock/model';
import type { Row } from './output/align.ts';

/** An output that is not what its block shows. */
export interface Difference {
  readonly language: Language;
  /** Below the checkout, with the line of the block. */
  readonly place: string;
  readonly rows: readonly Row[];
}

/** What one cell came to. */
export interface CellProof {
  readonly cell: string;
  readonly ok: boolean;
  /** Below the checkout, with the line of the cell. */
  readonly place: string;
  /** What it runs, or the name of its manifest. */
  readonly what: string;
  readonly exitCode: number | null;
  readonly seconds: number;
  readonly output: string;
  readonly problem?: string;
  readonly differences: readonly Difference[];
}

/** What a lesson came to. */
export interface LessonProof {
  readonly lesson: string;
  readonly ok: boolean;
  /** It was proved before, and nothing it depends on has changed since. */
  readonly isKept: boolean;
  readonly seconds: number;
  /** How many cells it has, those that were not run because of an earlier one among them. */
  readonly count: number;
  readonly cells: readonly CellProof[];
  /** What was there after the last cell and not before the first. */
  readonly left: readonly string[];
  /** The files whose outputs were rewritten. */
  readonly updated: readonly string[];
  readonly problem?: Problem;
}
