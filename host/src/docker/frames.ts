/** Reads Docker's multiplexed stream: frames of a kind (1 stdout, 2 stderr), three zeros, a length of four bytes, and the bytes. */
export function createFrameReader(
  onBytes: (kind: 'stdout' | 'stderr', bytes: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 8) {
      const end = 8 + rest.readUInt32BE(4);
      if (rest.length < end) return;
      onBytes(rest[0] === 2 ? 'stderr' : 'stdout', rest.subarray(8, end));
      rest = rest.subarray(end);
    }
  };
}
