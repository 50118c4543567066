/**
 * The end of a long stretch of plain text lines that leaves an emulator's screen as the whole stretch would; anything else unchanged.
 * Every line that ends in CR LF moves the cursor to the first column and down, or scrolls, so after `keepLines` ≥ rows of them nothing earlier is on the screen
 * (but where a program left the cursor below its own scroll margin, which then holds the last line only). Makes keeping a screen during a flood of text cheap.
 */
export function lastPlainLines(bytes: Uint8Array, keepLines: number): Uint8Array {
  let lines = 0;
  let cut = 0;
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x0a && bytes[index - 1] === 0x0d) {
      lines += 1;
      if (lines === keepLines + 1) cut = index + 1;
    } else if ((byte < 0x20 && byte !== 0x0d && byte !== 0x09) || byte >= 0x7f) return bytes;
  }
  return bytes.subarray(cut);
}
