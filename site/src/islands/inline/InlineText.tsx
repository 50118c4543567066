import { wholeWords } from '../../mdx/whole-words.ts';
import { cutCode } from './cut-code.ts';

/** A sentence of the grader with its `code` drawn as code; everything else is plain text. */
export function InlineText({ text }: { text: string }) {
  return (
    <>{cutCode(text).map((piece, index) => (piece.isCode ? <Code key={index} text={piece.text} /> : piece.text))}</>
  );
}

function Code({ text }: { text: string }) {
  return (
    <code>
      {wholeWords(text).map((piece, index) =>
        piece.isWhole ? (
          <span key={index} class="whole">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </code>
  );
}
