import { readFile } from 'node:fs/promises';
import { CourseError, plainText } from '@drydock/model';

/** A Vite plugin: pages are read as plain text, whichever editor saved them. A carriage return would stay in every block of code, and a byte order mark in the first paragraph. */
export const plainPages = {
  name: 'drydock-plain-pages',
  enforce: 'pre' as const,
  /** Reads a page; what is not of `content/` or `labs/` is left to others. */
  load: (id: string): Promise<string> | undefined => (id.endsWith('.mdx') ? readPage(id) : undefined),
};

async function readPage(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return plainText(text);
  } catch {
    // Said below.
  }
  throw new CourseError(
    'build_failed',
    `${path} is not UTF-8 text.`,
    'Save it as UTF-8; `npx drydock lesson lint` and `npx drydock lab lint` say what it is saved as.',
  );
}
