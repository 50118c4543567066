import Anser from 'anser';

/** A piece of a line in one colour. */
export interface Ink {
  readonly text: string;
  /** Classes `ansi-…`, see styles/cell/colours.css. */
  readonly classes: readonly string[];
}

/** What a reading of output brings: text that is finished, and the last line as it is now, which more output may still replace. */
export interface Reading {
  readonly finished: readonly Ink[];
  readonly last: readonly Ink[];
}

/** An escape sequence that is not whole yet: it goes on in the next piece. */
const unfinished =
  // eslint-disable-next-line no-control-regex
  /\u001b(?:\[[\d;:?<=>!]*[ -/]*|\][^\u0007\u001b]{0,4096}|[()#])?$|\u001b\][^\u0007\u001b]{0,4096}\u001b$/;
/** Titles, links and everything else that is neither text nor a CSI sequence. */
// eslint-disable-next-line no-control-regex
const unseen = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[()#].|\u001b[^[\]]/g;
/** Control characters apart from tab, line feed, carriage return and escape. */
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/g;

/** Creates a reader of output in pieces: keeps colours across them, drops other escape sequences, and lets a carriage return write a line again. */
export function createAnsiReader(): { read(piece: string): Reading } {
  const anser = new Anser();
  let held = '';
  let last: Ink[] = [];
  let isReturned = false;
  return {
    read(piece) {
      const whole = held + piece;
      held = unfinished.exec(whole)?.[0] ?? '';
      const text = whole.slice(0, whole.length - held.length).replaceAll(unseen, '');
      const finished: Ink[] = [];
      for (const [index, chunk] of text.split('\u001b[').entries()) {
        // What comes before the first sequence has the colour of the piece before: `10m` changes nothing and is read like the others.
        const { content, ...ink } = inkOf(anser, index === 0 ? `10m${chunk}` : chunk);
        for (const token of content.replaceAll(controls, '').split(/(\r*\n|\r+)/)) {
          if (token === '') continue;
          if (token.endsWith('\n')) {
            finished.push(...last, { text: '\n', classes: [] });
            last = [];
            isReturned = false;
          } else if (token.startsWith('\r')) isReturned = true;
          else {
            if (isReturned) last = [];
            isReturned = false;
            last.push({ ...ink, text: token });
          }
        }
      }
      return { finished, last };
    },
  };
}

/** The sixteen colours a terminal names have their shade in each theme; of any other colour, plain ink can be read on both. */
function inkOf(anser: Anser, chunk: string): Omit<Ink, 'text'> & { content: string } {
  const { content, fg, bg, decorations } = anser.processChunkJson(chunk, { use_classes: true }, true);
  const classes = [
    ...(fg ? [fg] : []),
    ...(bg ? [`${bg}-bg`] : []),
    // Copied: the library goes on writing into its list.
    ...decorations.map((name) => `ansi-${name}`),
  ];
  return { content, classes };
}
