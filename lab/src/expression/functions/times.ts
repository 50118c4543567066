import { Duration } from '@marcbachmann/cel-js/evaluator';
import { ValueError } from './value-error.ts';

const nanosPerSecond = 1_000_000_000n;

/** A duration as CEL writes it: seconds, with as many decimals as it has. */
export function formatDuration(duration: Duration): string {
  const nanos = duration.seconds * nanosPerSecond + BigInt(duration.nanos);
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % nanosPerSecond)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / nanosPerSecond}${fraction && '.'}${fraction}s`;
}

/** A time as RFC 3339 has it, without decimals that say nothing. */
export function formatTimestamp(time: Date): string {
  return time
    .toISOString()
    .replace(/\.?0*Z$/, (end, offset: number, text: string) =>
      text.slice(0, offset).includes('.') || end.startsWith('.') ? 'Z' : end,
    );
}

/** Reads a time of RFC 3339; anything that a browser would take beside it is refused. */
export function timestamp(text: string): Date {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = new Date(isWhole ? text.replace(/(\.\d{3})\d+/, '$1') : Number.NaN);
  if (Number.isNaN(time.getTime())) throw new ValueError(`«${text.slice(0, 80)}» is not a time of RFC 3339`);
  return time;
}

/** Seconds since 1970. */
export const epochSeconds = (time: Date): bigint => BigInt(Math.floor(time.getTime() / 1000));

/** Which day of the year it is, from 0, in UTC. */
export const dayOfYear = (time: Date): bigint =>
  BigInt(Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000));
