/**
 * Functions that the library has with JavaScript's meaning where CEL means something else. It lets nobody replace one, so ours are registered with a capital letter and an
 * expression is respelt before it is read: letter for letter, so that every position stays.
 */
const replaced = new Set(
  'has timestamp matches indexOf lastIndexOf substring lowerAscii upperAscii trim split getDayOfYear'.split(' '),
);

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const plain = new Map([...replaced].map((name) => [capital(name), name]));

/** Returns the name under which one of these functions is registered. */
export function registeredName(name: string): string {
  return replaced.has(name) ? capital(name) : name;
}

/** Returns the name that an author writes for a name in a syntax tree. */
export function writtenName(name: string): string {
  return plain.get(name) ?? name;
}

/** Returns a text of the library, such as a message, with the names that an author writes. */
export function asWritten(text: string): string {
  return text.replaceAll(/[A-Z]\w+(?=\()/g, writtenName);
}

const tokens = /(?<quoted>"""[^]*?"""|'''[^]*?'''|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\/\/[^\n]*)|[A-Za-z_]\w*/g;

/** Returns an expression with the names that the library knows. */
export function respell(expression: string): string {
  return expression.replaceAll(tokens, (token, quoted: string | undefined, offset: number) =>
    quoted === undefined && /^\s*\(/.test(expression.slice(offset + token.length)) ? registeredName(token) : token,
  );
}

/** Returns an expression with blanks where its texts and comments are. */
export function withoutTexts(expression: string): string {
  return expression.replaceAll(tokens, (token, quoted: string | undefined) =>
    quoted === undefined ? token : token.replaceAll(/[^\n]/g, ' '),
  );
}
