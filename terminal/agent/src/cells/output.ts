import { createRing, type Ring } from '../ring.ts';

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

function gather(ring: Ring, from: number, most: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = from; at < Math.min(ring.end, from + most); at += parts.at(-1)?.length ?? most)
    parts.push(ring.read(at, from + most - at));
  return Buffer.concat(parts);
}

/** Creates an output that keeps `mostBytes`: half of them from the start, half from the end. */
export function createOutput(mostBytes: number): Output {
  const half = mostBytes / 2;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Holds whole characters; `tail` counts its bytes from where this ends. */
  let head = createRing();
  let tail = createRing();
  let isHeadFull = false;
  let forgotten = 0;

  function keep(text: string): void {
    // No database takes a NUL, and no screen shows one.
    const bytes = Buffer.from(text.replaceAll('\0', '\uFFFD'));
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
    add: (bytes) => keep(decoder.decode(bytes, { stream: true })),
    finish: () => keep(decoder.decode()),
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
