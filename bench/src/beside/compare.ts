import { figuresOf } from './figures.ts';

/** One figure of two checkouts: the median of their turns, and how many times larger the one here is. */
export interface Compared {
  readonly figure: string;
  readonly here: number;
  readonly beside: number;
  readonly ratio: number;
  /** Of a throughput more is better, of a time less. */
  readonly isMoreBetter: boolean;
}

/** Compares the reports that two checkouts gave in turns; a figure that one of them does not have is left out. */
export function compareReports(here: readonly unknown[], beside: readonly unknown[]): readonly Compared[] {
  const [ours, theirs] = [mediansOf(here), mediansOf(beside)];
  return [...ours].flatMap(([figure, own]) => {
    const other = theirs.get(figure);
    if (other === undefined) return [];
    const ratio = Math.round((own / other) * 100) / 100;
    return [{ figure, here: own, beside: other, ratio, isMoreBetter: figure.endsWith('throughput') }];
  });
}

function mediansOf(reports: readonly unknown[]): ReadonlyMap<string, number> {
  const all = reports.flatMap((report) => [...figuresOf(report)]);
  const found = Map.groupBy(all, ([figure]) => figure);
  return new Map([...found].map(([figure, each]) => [figure, median(each.map(([, value]) => value))]));
}

/** The middle of some figures, or the mean of the two in the middle, to a hundredth. */
function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const sum = (sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN);
  return Math.round((sum / 2) * 100) / 100;
}
