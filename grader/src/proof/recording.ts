import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Verdict } from '@drydock/model';
import type { Reading } from '../reading/reading.ts';
import type { Occasion } from '../watch/round.ts';
import type { Limits } from './patience.ts';

/** All that was read in one trial, in the order in which it was judged: enough to judge the trial again without a cluster. */
export interface Recording {
  readonly startedAt: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly serverVersion: string;
  /** What of the checks' `needs` the cluster lacked. */
  readonly lacking: readonly string[];
  /** The uids of what the lab's setup made. */
  readonly made?: readonly string[];
  /** When the script began (ms). */
  readonly scriptAt: number;
  readonly limits: Limits;
  readonly looks: readonly RecordedLook[];
  /** What the trial came to. */
  readonly verdicts: readonly Verdict[];
}

export interface RecordedLook {
  readonly occasion: Occasion;
  readonly at: number;
  readonly checks: readonly RecordedCheck[];
}

interface RecordedCheck {
  readonly check: string;
  readonly outcome: Verdict['outcome'];
  readonly main: Reading;
  readonly with: Readonly<Record<string, Reading>>;
}

/** Readings by number: most looks read what the look before read. */
type Packed = Omit<Recording, 'looks'> & {
  readonly readings: readonly Reading[];
  readonly looks: readonly {
    readonly occasion: Occasion;
    readonly at: number;
    readonly checks: readonly (Omit<RecordedCheck, 'main' | 'with'> & {
      readonly main: number;
      readonly with: Readonly<Record<string, number>>;
    })[];
  }[];
};

/** Packs a recording into one short text. `isNamed` returns whether an expression of the lab can name a field; other fields are left out. */
export function packRecording({ looks, ...frame }: Recording, isNamed: (field: string) => boolean): string {
  const numbers = new Map<string, number>();
  const readings: Reading[] = [];
  const isLeftOut = isNamed('managedFields') ? () => false : (key: string) => key === 'managedFields';
  const numberOf = (reading: Reading): number => {
    const text = JSON.stringify({ ...reading, tookMs: 0 }, (key, value: unknown) =>
      isLeftOut(key) ? undefined : value,
    );
    const number = numbers.get(text) ?? readings.length;
    if (number === readings.length) readings.push(JSON.parse(text));
    numbers.set(text, number);
    return number;
  };
  const packed: Packed = {
    ...frame,
    looks: looks.map(({ checks, ...look }) => ({
      ...look,
      checks: checks.map(({ main, with: further, ...check }) => ({
        ...check,
        main: numberOf(main),
        with: Object.fromEntries(Object.entries(further).map(([name, reading]) => [name, numberOf(reading)])),
      })),
    })),
    readings,
  };
  const text = Buffer.from(JSON.stringify(packed));
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  return brotliCompressSync(text, { params }).toString('base64');
}

/** Unpacks such a text; throws when it is invalid. */
export function unpackRecording(text: string): Recording {
  const json = brotliDecompressSync(Buffer.from(text, 'base64')).toString('utf8');
  const { readings, looks, ...frame } = JSON.parse(json) as Packed;
  const readingAt = (number: number): Reading => {
    const reading = readings[number];
    if (!reading) throw new RangeError(`the recording has no reading ${number}`);
    return reading;
  };
  return {
    ...frame,
    looks: looks.map(({ checks, ...look }) => ({
      ...look,
      checks: checks.map(({ main, with: further, ...check }) => ({
        ...check,
        main: readingAt(main),
        with: Object.fromEntries(Object.entries(further).map(([name, number]) => [name, readingAt(number)])),
      })),
    })),
  };
}
