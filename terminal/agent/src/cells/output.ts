import { isUtf8 } from 'node:buffer';
import { createRing, type Ring } from '../history/ring.ts';

/** A piece of kept output. `offset` counts the bytes before it, dropped ones too. */
export interface Piece {
  readonly offset: number;
  /** Whole characters, good until the next byte is added. */
  readonly bytes: Uint8Array;
}

/** What a run printed, as valid UTF-8: its first and its last bytes. */
export interface Output {
  /** All bytes ever added, dropped ones too. */
  readonly endByte: number;
  readonly heldBytes: number;
  add(bytes: Uint8Array): void;
  /** The last byte is there: a character that was cut off is replaced. */
  finish(): void;
  /** The next piece at or behind `fromByte`, at most `mostBytes` long; undefined when there is none. */
  read(fromByte: number, mostBytes: number): Piece | undefined;
  /** Drops everything. */
  forget(): void;
}

const isInside = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** How many bytes at the end begin a character that is not whole yet. */
function cutOffAtEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isInside(byte)) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function gather(ring: Ring, from: number, most: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = from; at < Math.min(ring.end, from + most); at += parts.at(-1)?.length ?? most)
    parts.push(ring.read(at, from + most - at));
  return Buffer.concat(parts);
}

/** Creates an output that keeps `mostBytes`: half of them from the start, half from the end. */
export function createOutput(mostBytes: number): Output {
  const half = mostBytes / 2;
  let rest = Buffer.alloc(0);
  /** Holds whole characters; `tail` counts its bytes from where this ends. */
  let head = createRing();
  let tail = createRing();
  let isHeadFull = false;
  let forgotten = 0;

  function keep(given: Buffer): void {
    // No database takes a NUL, and no screen shows one. A flood of plain text is not copied.
    const isClean = isUtf8(given) && !given.includes(0);
    const bytes = isClean ? given : Buffer.from(given.toString().replaceAll('\0', '\uFFFD'));
    let cut = isHeadFull ? 0 : Math.min(bytes.length, half - head.end);
    isHeadFull ||= cut < bytes.length;
    while (isInside(bytes[cut])) cut -= 1;
    head.append(bytes.subarray(0, cut));
    tail.append(bytes.subarray(cut));
    tail.forget(tail.end + head.end - mostBytes);
  }

  return {
    get endByte() {
      return forgotten + head.end + tail.end;
    },
    get heldBytes() {
      return head.end - head.start + tail.end - tail.start;
    },
    add(bytes) {
      const all =
        rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([rest, bytes]);
      const whole = all.length - cutOffAtEnd(all);
      rest = Buffer.from(all.subarray(whole));
      keep(all.subarray(0, whole));
    },
    finish: () => keep(rest),
    read(fromByte, mostBytes) {
      if (forgotten > 0) return undefined;
      const isInHead = fromByte < head.end;
      const ring = isInHead ? head : tail;
      const base = isInHead ? 0 : head.end;
      const start = Math.max(ring.start, fromByte - base);
      // Up to three bytes belong to a character that begins before; one more says whether a character ends here.
      const bytes = gather(ring, start, mostBytes + 4);
      let from = 0;
      while (isInside(bytes[from])) from += 1;
      let to = Math.min(bytes.length, from + mostBytes);
      while (isInside(bytes[to])) to -= 1;
      return to > from ? { offset: base + start + from, bytes: bytes.subarray(from, to) } : undefined;
    },
    forget() {
      forgotten += head.end + tail.end;
      [head, tail] = [createRing(), createRing()];
    },
  };
}
