/** One entry of an archive: a file with its content, a symbolic link with its target, or a folder. */
export interface TarEntry {
  /** Path without a leading slash, at most 100 bytes. */
  readonly path: string;
  readonly content?: Uint8Array;
  readonly target?: string;
  readonly isExecutable?: boolean;
}

const blockBytes = 512;

/** A tar archive (POSIX ustar) of files that belong to root and are as old as 1970: the same entries give the same bytes. */
export function tar(entries: readonly TarEntry[]): Uint8Array {
  const blocks = entries.flatMap((entry) => [headerOf(entry), padded(entry.content ?? new Uint8Array())]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function headerOf({ path, content, target, isExecutable = false }: TarEntry): Buffer {
  const header = Buffer.alloc(blockBytes);
  const isFolder = content === undefined && target === undefined;
  const type = isFolder ? '5' : target === undefined ? '0' : '2';
  header.write(isFolder ? `${path}/` : path, 0);
  header.write(isFolder || isExecutable ? '0000755\0' : '0000644\0', 100);
  header.write('0000000\0'.repeat(2), 108);
  header.write(`${(content?.length ?? 0).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  // The sum is taken with spaces in its own place.
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(target ?? '', 157);
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function padded(content: Uint8Array): Buffer {
  const size = Math.ceil(content.length / blockBytes) * blockBytes;
  return Buffer.concat([content], size);
}
