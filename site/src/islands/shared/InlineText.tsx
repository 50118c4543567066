import { cutCode } from './cut-code.ts';

/** A sentence of the grader with its `code` drawn as code; everything else is plain text. */
export function InlineText({ text }: { text: string }) {
  return (
    <>{cutCode(text).map((piece, index) => (piece.isCode ? <code key={index}>{piece.text}</code> : piece.text))}</>
  );
}
