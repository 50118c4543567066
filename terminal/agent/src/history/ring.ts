const segmentBytes = 64 * 1024;

/** The kept part of an endless stream of bytes, addressed by offset from the stream's start. Memory grows with what is kept. */
export interface Ring {
  readonly start: number;
  readonly end: number;
  append(bytes: Uint8Array): void;
  /** Up to `most` bytes from `offset`, as one view that is good until the next `append`. Empty at the end. */
  read(offset: number, most: number): Uint8Array;
  /** Forgets everything before `offset`. */
  forget(offset: number): void;
}

export function createRing(): Ring {
  let segments: Uint8Array[] = [];
  /** A forgotten segment to be written again: during a flood nothing new is allocated. */
  let spare: Uint8Array | undefined;
  /** Offset of the first byte of the first segment. */
  let base = 0;
  let start = 0;
  let end = 0;
  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(bytes) {
      let taken = 0;
      while (taken < bytes.length) {
        const used = (end - base) % segmentBytes;
        if (used === 0 && end - base === segments.length * segmentBytes) {
          segments.push(spare ?? new Uint8Array(segmentBytes));
          spare = undefined;
        }
        const part = bytes.subarray(taken, taken + segmentBytes - used);
        segments.at(-1)?.set(part, used);
        taken += part.length;
        end += part.length;
      }
    },
    read(offset, most) {
      if (offset < start || offset > end) throw new RangeError(`byte ${offset} is not within ${start} to ${end}`);
      const segment = segments[Math.floor((offset - base) / segmentBytes)];
      const from = (offset - base) % segmentBytes;
      return segment?.subarray(from, Math.min(segmentBytes, from + most, from + end - offset)) ?? new Uint8Array(0);
    },
    forget(offset) {
      start = Math.min(Math.max(start, offset), end);
      const whole = Math.floor((start - base) / segmentBytes);
      if (whole > 0) {
        [spare] = segments;
        segments = segments.slice(whole);
      }
      base += whole * segmentBytes;
    },
  };
}
