/** A text that was not typed key by key, and what to ask before it goes to the program. */
export interface Paste {
  /** Cleaned: TAB and LF are its only control characters. */
  readonly text: string;
  /** How many lines it has. */
  readonly lines: number;
  /** Whether the student is asked first. */
  readonly isAsked: boolean;
}

/** A program that knows pastes from typing shows them before they run; longer ones are asked about all the same. */
const mostUnasked = 5;

/**
 * Cleans a text from the clipboard, a drop or a code block, so that it is text and nothing else: an ESC in it could end the bracketed paste, a backspace could hide what
 * runs. Cleaned character by character, so nothing that is removed can bring two halves of a sequence together. Every kind of line end becomes LF.
 */
export function cleanPaste(text: string): string {
  return (
    text
      .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
  );
}

/** Reads a paste. Where the program does not know pastes from typing, each line end runs what stands before it, so one is enough to ask. */
export function readPaste(clip: string, isBracketed: boolean): Paste {
  const text = cleanPaste(clip);
  const lines = text.replace(/\n$/, '').split('\n').length;
  return { text, lines, isAsked: isBracketed ? lines > mostUnasked : text.includes('\n') };
}
