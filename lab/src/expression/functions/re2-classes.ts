/** POSIX classes, as what a JavaScript class holds. */
const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: String.raw`\x00-\x7F`,
  blank: String.raw`\t\x20`,
  cntrl: String.raw`\x00-\x1F\x7F`,
  digit: '0-9',
  graph: String.raw`\x21-\x7E`,
  lower: 'a-z',
  print: String.raw`\x20-\x7E`,
  punct: String.raw`\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E`,
  space: String.raw`\t\n\v\f\r\x20`,
  upper: 'A-Z',
  word: String.raw`0-9A-Za-z_`,
  xdigit: '0-9A-Fa-f',
};

/** Perl's classes: of ASCII only, and `\s` without the vertical tab. */
const perl: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: String.raw`\t\n\f\r\x20` };

/** Returns `[:name:]` or `[:^name:]` as a class of JavaScript; undefined for a name that RE2 does not know. */
export function posixClass(name: string): string | undefined {
  const isNegated = name.startsWith('^');
  const items = posix[isNegated ? name.slice(1) : name];
  return items === undefined ? undefined : `[${isNegated ? '^' : ''}${items}]`;
}

/** Returns `\d`, `\D`, `\w`, `\W`, `\s` or `\S` as a class of JavaScript; undefined for any other letter. */
export function perlClass(letter: string): string | undefined {
  const items = perl[letter.toLowerCase()];
  return items === undefined ? undefined : `[${letter === letter.toLowerCase() ? '' : '^'}${items}]`;
}

/** Returns a Unicode class, a category (`L`, `Lu`) or a script (`Greek`), as JavaScript has it; undefined for one that is not known. */
export function unicodeClass(name: string, isNegated: boolean): string | undefined {
  const plain = name.replace(/^\^/, '');
  const negated = name.startsWith('^') !== isNegated;
  const letter = negated ? 'P' : 'p';
  const body = plain === 'Any' || /^[A-Z][a-z]?$/.test(plain) ? plain : `Script=${plain}`;
  const found = `\\${letter}{${body}}`;
  try {
    void new RegExp(found, 'v');
    return found;
  } catch {
    return undefined;
  }
}
