import { perlClass, posixClass, unicodeClass } from './re2-classes.ts';

/** A pattern that RE2, whose syntax CEL has, does not take. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  /** What to write instead. */
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** How a sign of patterns is written that is meant as a character: in an expression the backslash is doubled. */
const asText = (sign: string): string => String.raw`Write the character ${sign} as \\${sign}`;

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** Compiles a pattern of RE2, which is what CEL has, to one of JavaScript that finds the same. Throws a `PatternError` for what RE2 refuses. */
export function compileRe2(source: string, flags = ''): RegExp {
  const reader = new Reader(source);
  const body = reader.read({ i: false, m: false, s: false });
  if (reader.at < source.length)
    throw new PatternError('a ) closes nothing', `${asText(')')}, or open the group with (.`);
  return new RegExp(body, `${flags}v`);
}

/** What JavaScript takes for syntax outside of a class, or inside of one with the flag v. */
const special = /[\s^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~]/;
const word = '[0-9A-Za-z_]';

class Reader {
  readonly #source: string;
  at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Reads up to the end or to the `)` that ends the group. Flags hold until there. */
  read(outer: Flags): string {
    let flags = outer;
    let out = '';
    // JavaScript has no flag from here on: what comes up to the next | or the end is put into a group that has it.
    let isWrapped = false;
    const wrap = (): void => {
      isWrapped = flags.i !== outer.i;
      if (isWrapped) out += flags.i ? '(?i:' : '(?-i:';
    };
    const unwrap = (): void => {
      if (isWrapped) out += ')';
      isWrapped = false;
    };
    while (this.at < this.#source.length && !this.#sees(')')) {
      const set = this.#match(/\(\?([imsU-]+)\)/y);
      const isOr = !set && this.#take('|');
      if (!set && !isOr) {
        out += this.#piece(flags);
        continue;
      }
      unwrap();
      if (isOr) out += '|';
      if (set) flags = withFlags(flags, set[1] ?? '');
      wrap();
    }
    unwrap();
    return out;
  }

  #piece(flags: Flags): string {
    if (this.#match(/[*+?]/y))
      throw new PatternError(
        'nothing stands before a repetition',
        `${asText('*')}, or write before it what is repeated, as in .*`,
      );
    const quoted = this.#match(/\\Q([^]*?)(?:\\E|$)/y);
    if (quoted) return Array.from(quoted[1] ?? '', literal).join('') + this.#repetition();
    return this.#atom(flags) + this.#repetition();
  }

  #repetition(): string {
    const found = this.#match(/[*+?]|\{(\d+)(,(\d*))?\}/y);
    if (!found) return '';
    const [text, least, , most] = found;
    if (
      least !== undefined &&
      (Number(least) > 1000 || Number(most ?? 0) > 1000 || Number(most || Infinity) < Number(least))
    )
      throw new PatternError(
        `${text} is no repetition: at most 1000, the smaller number first`,
        'Write {2,5}, {2,} or {2}.',
      );
    const lazy = this.#take('?') ? '?' : '';
    const second = this.#match(/[*+?]|\{\d+(,\d*)?\}/y);
    if (second)
      throw new PatternError(
        `${text}${lazy}${second[0]} repeats a repetition`,
        String.raw`Write one of the two; the character * is written as \\*.`,
      );
    return text + lazy;
  }

  #atom(flags: Flags): string {
    if (this.#sees('(')) return this.#group(flags);
    if (this.#sees('[')) return this.#class();
    if (this.#take('.')) return flags.s ? String.raw`[\s\S]` : String.raw`[^\n]`;
    if (this.#take('^')) return flags.m ? String.raw`(?<![^\n])` : String.raw`(?<![\s\S])`;
    if (this.#take('$')) return flags.m ? String.raw`(?![^\n])` : String.raw`(?![\s\S])`;
    if (this.#sees('\\')) return this.#escape(false);
    return literal(this.#next());
  }

  #group(flags: Flags): string {
    const named = this.#match(/\(\?P?<(\w+)>/y);
    const scoped = named ? undefined : this.#match(/\(\?([imsU-]*):/y);
    if (!named && !scoped && this.#match(/\(\?/y))
      throw new PatternError(
        'it looks ahead or behind, or has a group of an unknown kind',
        'Write two conditions, one of them with !; groups are (…), (?:…), (?i), (?s), (?m) and (?P<name>…).',
      );
    const inner = scoped ? withFlags(flags, scoped[1] ?? '') : flags;
    if (!named && !scoped) this.#take('(');
    const body = this.read(inner);
    if (!this.#take(')')) throw new PatternError('a ( is not closed', `${asText('(')}, or close the group with ).`);
    if (named) return `(?<${named[1]}>${body})`;
    if (!scoped) return `(${body})`;
    return inner.i === flags.i ? `(?:${body})` : `(?${inner.i ? 'i' : '-i'}:${body})`;
  }

  #class(): string {
    this.#take('[');
    const isNegated = this.#take('^');
    let items = '';
    for (let isFirst = true; isFirst || !this.#sees(']'); isFirst = false) {
      if (this.at >= this.#source.length)
        throw new PatternError('a [ is not closed', `${asText('[')}, or close the class with ].`);
      const name = this.#match(/\[:(\^?\w+):\]/y);
      if (name) {
        const found = posixClass(name[1] ?? '');
        if (found === undefined)
          throw new PatternError(
            `there is no class ${name[0]}`,
            'Write [[:digit:]], [[:alpha:]], [[:alnum:]], [[:space:]], [[:upper:]], [[:lower:]] or [[:punct:]].',
          );
        items += found;
        continue;
      }
      const from = this.#sees('\\') ? this.#escape(true) : literal(this.#next());
      const isRange = this.#sees('-') && !this.#source.startsWith('-]', this.at);
      if (!isRange || from.startsWith('[') || /^\\p/i.test(from)) {
        items += from;
        continue;
      }
      this.#take('-');
      const to = this.#sees('\\') ? this.#escape(true) : literal(this.#next());
      if (to.startsWith('[') || /^\\p/i.test(to) || codeOf(to) < codeOf(from))
        throw new PatternError(
          'a range goes from the smaller character to the greater',
          'Write [a-z]; the character - comes first or last, as in [a-z-].',
        );
      items += `${from}-${to}`;
    }
    this.#take(']');
    return `[${isNegated ? '^' : ''}${items}]`;
  }

  #escape(isInClass: boolean): string {
    this.#take('\\');
    const unicode = this.#match(/([pP])(?:\{(\^?\w+)\}|([A-Z]))/y);
    if (unicode) {
      const found = unicodeClass(unicode[2] ?? unicode[3] ?? '', unicode[1] === 'P');
      if (found === undefined)
        throw new PatternError(
          `there is no class \\${unicode[0]}`,
          String.raw`Write a category or script of Unicode, as in \\p{L}, \\p{Nd} or \\p{Han}.`,
        );
      return found;
    }
    const code = this.#match(/x(?:\{([\da-fA-F]+)\}|([\da-fA-F]{2}))/y);
    if (code) return characterOf(Number.parseInt(code[1] ?? code[2] ?? '', 16));
    const octal = this.#match(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (octal) return characterOf(Number.parseInt(octal[0], 8));
    if (this.at >= this.#source.length)
      throw new PatternError(String.raw`a \ stands at the end`, String.raw`Write the character \ as \\\\.`);
    const letter = this.#next();
    const shorthand = perlClass(letter);
    if (shorthand !== undefined) return shorthand;
    if (!isInClass && letter === 'A') return String.raw`(?<![\s\S])`;
    if (!isInClass && letter === 'z') return String.raw`(?![\s\S])`;
    if (!isInClass && letter === 'b') return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    if (!isInClass && letter === 'B') return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
    if (/[1-9k]/.test(letter))
      throw new PatternError('it refers back to a group', 'Compare the two parts outside of the pattern.');
    const control = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }[letter];
    if (control !== undefined) return literal(control);
    if (/[!-/:-@[-`{-~]/.test(letter)) return literal(letter);
    throw new PatternError(
      `there is no escape \\${letter}`,
      String.raw`Write the letter without a backslash; there are \\d \\s \\w \\b \\A \\z and \\n.`,
    );
  }

  #sees(character: string): boolean {
    return this.#source[this.at] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.at += 1;
    return true;
  }

  #next(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#source);
    if (found) this.at += found[0].length;
    return found;
  }
}

function withFlags(flags: Flags, text: string): Flags {
  const [on = '', off = '', more] = text.split('-');
  if (/U/.test(text)) throw new PatternError('(?U) is not known here', 'Write ? behind each repetition.');
  if (more !== undefined || (text.includes('-') && off === ''))
    throw new PatternError(`(?${text}) are no flags`, 'Write (?i), (?s), (?m) or several as (?is); (?-i) ends one.');
  const has = (name: keyof Flags): boolean => (on.includes(name) || flags[name]) && !off.includes(name);
  return { i: has('i'), m: has('m'), s: has('s') };
}

function literal(character: string): string {
  return special.test(character) ? characterOf(character.codePointAt(0) ?? 0) : character;
}

function characterOf(code: number): string {
  if (code > 0x10_ff_ff)
    throw new PatternError(`there is no character ${code.toString(16)}`, String.raw`Write at most \\x{10FFFF}.`);
  return `\\u{${code.toString(16)}}`;
}

function codeOf(item: string): number {
  const hex = /^\\u\{([\da-f]+)\}$/.exec(item)?.[1];
  return hex === undefined ? (item.codePointAt(0) ?? 0) : Number.parseInt(hex, 16);
}
