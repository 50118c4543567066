import { readFile } from 'node:fs/promises';
import { codeOf, plainText } from '@drydock/model';
import type { Place } from '../problem.ts';

/** What is odd about the way a file was saved. A harmless flaw changes nothing of what was read. */
export interface TextFlaw {
  readonly place: Place;
  readonly message: string;
  readonly fix: string;
  readonly isHarmless: boolean;
}

/** A file of an author as plain text: without byte order mark, lines ending in LF. */
export interface TextFile {
  readonly text: string;
  readonly flaw?: TextFlaw;
}

const start: Place = { line: 1, column: 1 };

/** Reads a file of an author; undefined when there is no such file. */
export async function readTextFile(path: string): Promise<TextFile | undefined> {
  try {
    return decodeText(await readFile(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Decodes the bytes of a file, whatever editor saved it. At most one flaw is reported: the one that matters most. */
export function decodeText(bytes: Uint8Array): TextFile {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    const text = plainText(new TextDecoder(wide).decode(bytes));
    const message = `The file is saved as ${wide.toUpperCase()}.`;
    return { text, flaw: { place: start, message, fix: 'Save it as UTF-8.', isHarmless: false } };
  }
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const flaw = brokenCharacter(bytes, raw) ?? foreignEnds(raw);
  return { text: plainText(raw), ...(flaw && { flaw }) };
}

/** UTF-16 is known by its mark, and without one by the zero byte beside each Latin character. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [index, byte] of bytes.subarray(0, 4096).entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = Math.min(bytes.length, 4096) / 5;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}

function brokenCharacter(bytes: Uint8Array, raw: string): TextFlaw | undefined {
  const zero = raw.indexOf('\0');
  if (zero >= 0)
    return {
      place: placeOf(raw, zero),
      message: 'The file holds a zero byte, which no text has.',
      fix: 'Remove it, or save the file again as UTF-8.',
      isHarmless: false,
    };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return {
      place: placeOf(raw, Math.max(0, raw.indexOf('\uFFFD'))),
      message: 'The file is not UTF-8: a character cannot be read.',
      fix: 'Save it as UTF-8; Chinese Windows editors often save GBK.',
      isHarmless: false,
    };
  }
}

function foreignEnds(raw: string): TextFlaw | undefined {
  const [hasMark, at] = [raw.startsWith('\uFEFF'), raw.indexOf('\r')];
  if (!hasMark && at < 0) return undefined;
  const ends = raw.includes('\r\n') ? 'the line ends of Windows (CRLF)' : 'carriage returns (CR) in its lines';
  const parts = [...(hasMark ? ['a byte order mark (BOM)'] : []), ...(at < 0 ? [] : [ends])];
  return {
    place: hasMark ? start : placeOf(raw, at),
    message: `The file has ${parts.join(' and ')}; Drydock reads it without.`,
    fix: `Save it as UTF-8${hasMark ? ' without BOM' : ''}${at < 0 ? '' : ', with line ends LF'}.`,
    isHarmless: true,
  };
}

function placeOf(raw: string, offset: number): Place {
  const before = raw
    .slice(0, offset)
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
