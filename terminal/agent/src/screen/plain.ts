/**
 * Where the last `keepLines` lines of plain text begin; 0 when there are not that many.
 * Every line that ends in CR LF moves the cursor to the first column and down, or scrolls, so after `keepLines` ≥ rows of them nothing earlier is on the screen
 * (but where a program left the cursor below its own scroll margin, which then holds the last line only). Makes keeping a screen during a flood of text cheap.
 */
export function lastPlainLines(text: Buffer, keepLines: number): number {
  let at = text.length;
  for (let lines = 0; lines <= keepLines;) {
    at = text.lastIndexOf(0x0a, at - 1);
    if (at <= 0) return 0;
    if (text[at - 1] === 0x0d) lines += 1;
    if (lines > keepLines) return at + 1;
  }
  return 0;
}
