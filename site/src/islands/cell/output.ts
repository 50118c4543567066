import { cellLimits, type CellOutput } from '@drydock/model';

/** A piece of a run's output with the bytes it takes. */
export interface OutputPiece {
  readonly offset: number;
  readonly bytes: number;
  readonly text: string;
}

const encoder = new TextEncoder();

/** Output with one more piece. What is there already is not added again; a piece further on leaves a gap, which is what was dropped. */
export function addOutput(
  pieces: readonly OutputPiece[],
  { offset, text }: Omit<CellOutput, 'run'>,
): readonly OutputPiece[] {
  const end = endOf(pieces);
  const bytes = encoder.encode(text);
  if (offset + bytes.length <= end) return pieces;
  const known = Math.max(0, end - offset);
  const rest = known === 0 ? text : new TextDecoder().decode(bytes.subarray(known));
  return bounded([...pieces, { offset: offset + known, bytes: bytes.length - known, text: rest }]);
}

/** Output of the same run as two sources know it: all that the server keeps, and what came since. */
export function mergeOutput(kept: readonly CellOutput[], live: readonly OutputPiece[]): readonly OutputPiece[] {
  const pieces = kept.reduce<readonly OutputPiece[]>(addOutput, []);
  return live.filter((piece) => piece.offset + piece.bytes > endOf(pieces)).reduce(addOutput, pieces);
}

/** Where the output ends, in bytes from its beginning. */
export function endOf(pieces: readonly OutputPiece[]): number {
  const last = pieces.at(-1);
  return last ? last.offset + last.bytes : 0;
}

/** How many bytes before a piece were dropped. */
export function droppedBefore(pieces: readonly OutputPiece[], index: number): number {
  const before = pieces[index - 1];
  return (pieces[index]?.offset ?? 0) - (before ? before.offset + before.bytes : 0);
}

// The page holds no more than the server: the first half and the last half.
function bounded(pieces: OutputPiece[]): OutputPiece[] {
  let total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= cellLimits.outputBytes) return pieces;
  let headEnd = 0;
  for (let bytes = 0; headEnd < pieces.length; headEnd += 1) {
    bytes += pieces[headEnd]?.bytes ?? 0;
    if (bytes > cellLimits.outputBytes / 2) break;
  }
  let cut = headEnd;
  while (total > cellLimits.outputBytes && cut < pieces.length - 1) {
    total -= pieces[cut]?.bytes ?? 0;
    cut += 1;
  }
  return pieces.toSpliced(headEnd, cut - headEnd);
}
