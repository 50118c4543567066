/** Why a shell would still wait for more lines after a text. */
export type Openness =
  | { readonly why: 'heredoc'; readonly word: string }
  | { readonly why: 'quote'; readonly mark: string }
  | { readonly why: 'backslash' }
  | { readonly why: 'operator'; readonly sign: string }
  | { readonly why: 'compound'; readonly word: string };

const opens: Readonly<Record<string, string>> = {
  if: 'fi',
  case: 'esac',
  for: 'done',
  while: 'done',
  until: 'done',
  select: 'done',
  '{': '}',
};
/** After these a command begins, so the next word may be one of the words above. */
const leads = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '!', '{', 'time']);

/** Returns what keeps a shell from running a text as it is, or undefined when every command in it is whole. */
export function opennessOf(text: string): Openness | undefined {
  const closers: string[] = [];
  const bodies: { word: string; isDashed: boolean }[] = [];
  let at = 0;
  let isCommandNext = true;
  let lastSign = '';
  const noteWord = (word: string): void => {
    lastSign = '';
    const closer = isCommandNext ? opens[word] : undefined;
    if (closer !== undefined) closers.push(closer);
    else if (isCommandNext && closers.at(-1) === word) closers.pop();
    isCommandNext = isCommandNext && leads.has(word);
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const character = rest[0] ?? '';
    const heredoc = heredocAt(rest);
    if (character === '\n' && bodies.length > 0) {
      const end = endOfBodies(text, at + 1, bodies);
      if (typeof end !== 'number') return end;
      bodies.length = 0;
      at = end;
      isCommandNext = true;
    } else if (/^[ \t]/.test(rest)) at += 1;
    else if (rest.startsWith('\\\n')) at += 2;
    else if (rest === '\\') return { why: 'backslash' };
    else if (character === '#') at += /^[^\n]*/.exec(rest)?.[0].length ?? 1;
    else if (heredoc) {
      bodies.push(heredoc);
      at += heredoc.length;
    } else if (/^(?:<<<|[<>]&?|>>|>\||&>)/.test(rest))
      at += /^(?:<<<|[<>]&|>>|>\||&>|[<>])/.exec(rest)?.[0].length ?? 1;
    else if (/^(?:\n|;;&?|;&?|&&|\|\||\|&?|&|\(\(?)/.test(rest)) {
      const [sign] = /^(?:\n|;;&?|;&?|&&|\|\||\|&?|&|\()/.exec(rest) ?? [''];
      at += sign.length;
      if (sign === '(') closers.push(')');
      else if (sign !== '\n' || !/^(?:&&|\|\||\|&?)$/.test(lastSign)) lastSign = sign;
      isCommandNext = true;
    } else if (character === ')') {
      // In a case the parenthesis ends a pattern.
      if (closers.at(-1) === ')') closers.pop();
      // Behind `f()` the body of the function begins.
      [isCommandNext, lastSign] = [closers.at(-1) === 'esac' || text[at - 1] === '(', ''];
      at += 1;
    } else {
      const word = wordAt(text, at);
      if (typeof word !== 'number') return word;
      noteWord(text.slice(at, word));
      at = word;
    }
  }
  const [body] = bodies;
  if (body) return { why: 'heredoc', word: body.word };
  if (/^(?:&&|\|\||\|&?)$/.test(lastSign)) return { why: 'operator', sign: lastSign };
  const word = closers.at(-1);
  return word === undefined ? undefined : { why: 'compound', word };
}

/** Returns the heredoc that a text begins with, and the length of the words that announce it. */
export function heredocAt(text: string): { word: string; isDashed: boolean; length: number } | undefined {
  const found = /^<<(-?)[ \t]*(?=[A-Za-z_'"\\])((?:\\.|'[^'\n]*'|"[^"\n]*"|[\w.-])+)/.exec(text);
  if (!found) return undefined;
  const [whole, dash, word = ''] = found;
  return { word: word.replaceAll(/['"\\]/g, ''), isDashed: dash === '-', length: whole.length };
}

/** Where a word ends that begins here; quotes and substitutions in it hold blanks and lines. */
export function wordAt(text: string, from: number): number | Openness {
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/[\s;&|()<>]/.test(character)) break;
    const end = pieceAt(text, at);
    if (typeof end !== 'number') return end;
    at = end;
  }
  return Math.max(at, from + 1);
}

/** Where the character, quote or substitution ends that begins here. */
function pieceAt(text: string, at: number): number | Openness {
  const character = text[at] ?? '';
  if (character === '\\') return at + 1 < text.length ? at + 2 : { why: 'backslash' };
  if (text.startsWith("$'", at)) return quoteEnd(text, at + 2, /\\[^]|'/g, "'");
  if (character === "'") return quoteEnd(text, at + 1, /'/g, "'");
  if (character === '`') return quoteEnd(text, at + 1, /\\[^]|`/g, '`');
  if (text.startsWith('${', at)) return nested(text, at + 2, '}');
  if (text.startsWith('$(', at)) return nested(text, at + 2, ')');
  return character === '"' ? nested(text, at + 1, '"') : at + 1;
}

function quoteEnd(text: string, from: number, marks: RegExp, mark: string): number | Openness {
  for (const { 0: found, index } of text.slice(from).matchAll(marks)) if (found === mark) return from + index + 1;
  return { why: 'quote', mark };
}

/** Where double quotes, `$( )` or `${ }` end. */
function nested(text: string, from: number, closer: string): number | Openness {
  let at = from;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === closer) return at + 1;
    // A single quote in double quotes is a letter like any other.
    const isLetter = closer === '"' && character === "'";
    const end = closer === ')' && character === '(' ? nested(text, at + 1, ')') : isLetter ? at + 1 : pieceAt(text, at);
    if (typeof end !== 'number') return end;
    at = end;
  }
  return { why: 'quote', mark: closer };
}

/** Where the bodies of heredocs end that begin here. */
export function endOfBodies(
  text: string,
  from: number,
  bodies: readonly { readonly word: string; readonly isDashed: boolean }[],
): number | Openness {
  let at = from;
  for (const { word, isDashed } of bodies) {
    for (;;) {
      if (at >= text.length) return { why: 'heredoc', word };
      const end = text.indexOf('\n', at);
      const line = text.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? text.length : end + 1;
      if ((isDashed ? line.replace(/^\t+/, '') : line) === word) break;
    }
  }
  return at;
}
