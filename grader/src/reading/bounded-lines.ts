import { StringDecoder } from 'node:string_decoder';

/** Lines of a text that comes in pieces: from its beginning and from its end so many as the limits allow. */
export interface BoundedLines {
  push(chunk: Buffer): void;
  /** The lines kept, the first ones first. */
  end(): readonly string[];
}

export interface BoundedLinesOptions {
  /** Only lines that hold this text count. */
  readonly containing?: string | undefined;
  /** Lines of the beginning and of the end, at most. */
  readonly first: number;
  readonly last: number;
  /** Of each end, at most; also of one line, of which the rest is left out. */
  readonly bytes: number;
}

/** Keeps the first and the last lines of a text, in memory for no more than these. */
export function keepBothEnds({ containing, first, last, bytes }: BoundedLinesOptions): BoundedLines {
  const decoder = new StringDecoder('utf8');
  const head: { lines: string[]; bytes: number; isFull: boolean } = { lines: [], bytes: 0, isFull: false };
  const tail: { lines: string[]; sizes: number[]; bytes: number } = { lines: [], sizes: [], bytes: 0 };
  let rest = '';
  let isLong = false;

  function add(line: string): void {
    if (containing !== undefined && !line.includes(containing)) return;
    const size = Buffer.byteLength(line) + 1;
    if (!head.isFull && head.lines.length < first && head.bytes + size <= bytes) {
      head.lines.push(line);
      head.bytes += size;
      return;
    }
    head.isFull = true;
    tail.lines.push(line);
    tail.sizes.push(size);
    tail.bytes += size;
    while (tail.lines.length > last || (tail.bytes > bytes && tail.lines.length > 1)) {
      tail.lines.shift();
      tail.bytes -= tail.sizes.shift() ?? 0;
    }
  }

  function take(text: string): void {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      // Of an endless line the beginning is what there is of it.
      if (!isLong) rest += part;
      if (rest.length > bytes) {
        rest = rest.slice(0, bytes);
        isLong = true;
      }
      if (index === parts.length - 1) return;
      add(rest);
      rest = '';
      isLong = false;
    }
  }

  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (rest !== '') add(rest);
      rest = '';
      return [...head.lines, ...tail.lines];
    },
  };
}
