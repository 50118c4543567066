import { cellLimits, type CellOutput } from '@drydock/model';

/** A piece of output; `offset` counts the bytes of UTF-8 before it. */
export type Piece = Omit<CellOutput, 'run'>;

/** What a piece of the database holds at most, so that what is dropped is dropped in small steps. */
const pieceBytes = 16 * 1024;

interface Kept extends Piece {
  readonly bytes: number;
  readonly isStored: boolean;
}

/** The output of one run as far as it is kept: the first half of what is allowed, and the last. */
export interface RunOutput {
  /** The byte after the last one. */
  readonly end: number;
  /** Bytes of the pieces that are kept. */
  readonly keptBytes: number;
  readonly pieces: readonly Piece[];
  add(piece: Piece): void;
  /** What the database does not have yet, and what it need not have any more; the next call returns what came since. */
  takeChanges(): { readonly added: readonly Piece[]; readonly dropped: readonly number[] };
  /** They could not be stored: the next call returns them again. */
  giveBack(changes: ReturnType<RunOutput['takeChanges']>): void;
}

/** The output that was stored, to go on from. */
export function createRunOutput(stored: readonly Piece[], mostBytes: number = cellLimits.outputBytes): RunOutput {
  const head: Kept[] = [];
  const tail: Kept[] = [];
  let headBytes = 0;
  let tailBytes = 0;
  let end = 0;
  let dropped: number[] = [];

  function keep(piece: Kept): void {
    end = piece.offset + piece.bytes;
    if (tail.length === 0 && headBytes + piece.bytes <= mostBytes / 2) {
      head.push(piece);
      headBytes += piece.bytes;
      return;
    }
    tail.push(piece);
    tailBytes += piece.bytes;
    while (tail.length > 1 && headBytes + tailBytes > mostBytes) {
      const first = tail.shift();
      if (first?.isStored) dropped.push(first.offset);
      tailBytes -= first?.bytes ?? 0;
    }
  }

  /** Many small pieces become one that is not stored yet. */
  function join(piece: Kept): void {
    const list = tail.length > 0 ? tail : head;
    const last = list.at(-1);
    const isNext = last && !last.isStored && last.offset + last.bytes === piece.offset;
    if (!isNext || last.bytes + piece.bytes > pieceBytes) return keep(piece);
    list.pop();
    if (list === tail) tailBytes -= last.bytes;
    else headBytes -= last.bytes;
    keep({ ...last, text: last.text + piece.text, bytes: last.bytes + piece.bytes });
  }

  for (const { offset, text } of stored) keep({ offset, text, bytes: Buffer.byteLength(text), isStored: true });
  return {
    get end() {
      return end;
    },
    get keptBytes() {
      return headBytes + tailBytes;
    },
    get pieces() {
      return [...head, ...tail].map(({ offset, text }) => ({ offset, text }));
    },
    add(piece) {
      for (const part of split(piece)) join({ ...part, bytes: Buffer.byteLength(part.text), isStored: false });
    },
    takeChanges() {
      const added: Piece[] = [];
      for (const list of [head, tail]) {
        for (const [index, piece] of list.entries()) {
          if (piece.isStored) continue;
          added.push({ offset: piece.offset, text: piece.text });
          list[index] = { ...piece, isStored: true };
        }
      }
      const gone = dropped;
      dropped = [];
      return { added, dropped: gone };
    },
    giveBack({ added, dropped: again }) {
      const offsets = new Set(added.map(({ offset }) => offset));
      for (const list of [head, tail])
        for (const [index, piece] of list.entries())
          if (offsets.has(piece.offset)) list[index] = { ...piece, isStored: false };
      dropped = [...again, ...dropped];
    },
  };
}

/** A piece in parts of at most `pieceBytes`, cut between characters. */
function split({ offset, text }: Piece): Piece[] {
  const bytes = Buffer.from(text);
  const parts: Piece[] = [];
  for (let from = 0; from < bytes.length;) {
    let to = Math.min(from + pieceBytes, bytes.length);
    while (to < bytes.length && isInsideCharacter(bytes[to])) to -= 1;
    parts.push({ offset: offset + from, text: bytes.toString('utf8', from, to) });
    from = to;
  }
  return parts;
}

const isInsideCharacter = (byte = 0): boolean => (byte & 0b1100_0000) === 0b1000_0000;
