import { createAnsiReader, type Ink } from './ansi.ts';
import { droppedBefore, type OutputPiece } from './output.ts';

/** Draws a run's output into an element, adding only what is new. */
export interface OutputScreen {
  /** `dropped` says how much is missing between two pieces. */
  draw(pieces: readonly OutputPiece[], dropped: (bytes: number) => string): void;
}

/** Creates the screen over an empty element. Everything is text, never HTML. */
export function createOutputScreen(element: HTMLElement): OutputScreen {
  let drawn: readonly OutputPiece[] = [];
  let reader = createAnsiReader();
  let last = document.createElement('span');
  const begin = () => {
    drawn = [];
    reader = createAnsiReader();
    last = document.createElement('span');
    element.replaceChildren(last);
  };
  begin();
  return {
    draw(pieces, dropped) {
      // Another run, or a bound that has cut the middle: all of it again.
      if (drawn.length > pieces.length || drawn.some((piece, index) => pieces[index] !== piece)) begin();
      for (let index = drawn.length; index < pieces.length; index += 1) {
        const missing = droppedBefore(pieces, index);
        if (missing > 0) last.before(gap(dropped(missing)));
        const reading = reader.read(pieces[index]?.text ?? '');
        last.before(...reading.finished.map(inked));
        last.replaceChildren(...reading.last.map(inked));
      }
      drawn = pieces;
    },
  };
}

function inked({ text, classes }: Ink): Node {
  if (classes.length === 0) return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = classes.join(' ');
  span.textContent = text;
  return span;
}

function gap(words: string): HTMLElement {
  const line = document.createElement('span');
  line.className = 'cell-gap';
  line.textContent = words;
  return line;
}
