import { z } from 'zod';

/** What is measured; all else in a report counts, names or judges. */
const measured = new Set(['p50', 'p95', 'most', 'throughput']);
/** Targets and their figures, which are in the report besides. */
const repeated = new Set(['aims', 'promises']);

const Fields = z.record(z.string(), z.unknown());

/** Returns the figures of a report of a benchmark by their places, such as `labs.memory-limit.verdict.p50`. */
export function figuresOf(report: unknown, place = ''): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const { data: fields } = Fields.safeParse(Array.isArray(report) ? named(report) : report);
  for (const [name, value] of Object.entries(fields ?? {})) {
    const at = place === '' ? name : `${place}.${name}`;
    if (typeof value === 'number') {
      if (measured.has(name) && Number.isFinite(value)) found.set(at, value);
    } else if (!repeated.has(name)) {
      for (const [path, figure] of figuresOf(value, at)) found.set(path, figure);
    }
  }
  return found;
}

/** The parts of a list by what they are called, else by their number. */
function named(list: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    list.map((part, index) => {
      const { lab, command } = Fields.safeParse(part).data ?? {};
      return [[lab, command, String(index)].find((name) => typeof name === 'string'), part];
    }),
  );
}
