import type { ShellEnd, Words } from '@drydock/model';

/** What a student reads about cells: how a shell went away under a run, and why an order was refused. */
export interface CellTexts extends Readonly<Record<ShellEnd, Words>> {
  readonly full: (waiting: number) => Words;
  readonly unknown: Words;
}
