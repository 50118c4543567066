import { cutText, escapeCharacter, hidden } from '@drydock/model';
import { Quantity } from './quantity.ts';

const longest = 300;

/**
 * A value as a message shows it: short, on one line, and so that no two values that differ look the same. What cannot be seen is written out:
 * `⏎` for a new line, `␠` for a space that would be lost, `\u200b` for the rest, and so is a letter that only looks like one of the word's.
 * Beside a plain text every letter of another script is written out.
 */
export function formatValue(value: unknown, isBesidePlainText = false): string {
  if (typeof value === 'string') {
    const text = visible(value);
    return cutText(isBesidePlainText ? text.replaceAll(lookalike, escapeCharacter) : text);
  }
  if (value instanceof Quantity) return cutText(visible(value.text));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return cutItems(value.map(formatItem));
  if (typeof value === 'object' && value !== null) return cutItems(leavesOf(value), '; ');
  return String(value);
}

/** Texts in a row, cut only between two of them: `a, b, … (+3)`. */
export function cutItems(items: readonly string[], separator = ', ', limit = longest): string {
  const shown: string[] = [];
  let length = 0;
  for (const item of items) {
    length += item.length + separator.length;
    if (length > limit && shown.length > 0)
      return `${shown.join(separator)}${separator}… (+${items.length - shown.length})`;
    shown.push(cutText(item, limit));
  }
  return shown.join(separator);
}

/** A text with everything in it to be seen. The signs that this takes are written out themselves where they come in the text. */
function visible(text: string): string {
  return text
    .replaceAll(/[⏎␠]|\\(?=[ut\\])/gu, (sign) => (sign === '\\' ? '\\\\' : escapeCharacter(sign)))
    .replaceAll(/\r?\n/g, (end) => (end === '\n' ? '⏎' : '\\u000d⏎'))
    .replaceAll('\t', '\\t')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter)
    .replaceAll(hidden, escapeCharacter)
    .replaceAll(/^ +| +$| {2,}/g, (spaces) => '␠'.repeat(spaces.length))
    .replaceAll(/[^\s,;]+/gu, (word) => (isOfLatinLetters(word) ? word.replaceAll(lookalike, escapeCharacter) : word));
}

/** In a word of Latin letters or digits: letters, digits, marks, dashes and quotes that are drawn as another one. */
const lookalike =
  /(?![ -~\u00C0-\u0130\u0132-\u017E])(?:[\p{L}\p{M}\p{N}\p{Pd}]|[\u2018-\u201F\u2212\u2215\u2236\uA789\uFF01-\uFF5E])/gu;

function isOfLatinLetters(word: string): boolean {
  return (
    /[A-Za-z0-9]/.test(word) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)
  );
}

type Entries = Readonly<Record<string, unknown>>;

/** Formats an item of a list: a text unchanged, an object by its name or its identifying field. */
function formatItem(item: unknown): string {
  if (typeof item !== 'object' || item === null || item instanceof Quantity || item instanceof Date) {
    const text = formatValue(item);
    return typeof item === 'string' && /[,;]|^$/.test(item) ? `"${text}"` : text;
  }
  if (Array.isArray(item)) return `[${item.map(formatItem).join(', ')}]`;
  const { name, type, status, reason, message, key, value, metadata }: Entries = { ...item };
  const { name: own }: Entries = { ...(typeof metadata === 'object' && metadata) };
  if (typeof own === 'string') return visible(own);
  if (typeof message === 'string')
    return [reason, message]
      .filter((word) => typeof word === 'string')
      .map((word) => formatValue(word))
      .join(': ');
  if (typeof type === 'string' && typeof status === 'string') return `${visible(type)}=${visible(status)}`;
  if (typeof name === 'string') return typeof value === 'string' ? `${visible(name)}=${visible(value)}` : visible(name);
  if (typeof key === 'string' && typeof value === 'string') return `${visible(key)}=${visible(value)}`;
  return `{${leavesOf(item).join('; ')}}`;
}

/** The fields of an object with their values, those inside of it by their path: `httpGet.path: /healthz`. */
function leavesOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    const name = path === '' ? visible(field) : `${path}.${visible(field)}`;
    if (typeof inner === 'object' && inner !== null && Object.getPrototypeOf(inner) === Object.prototype)
      return leavesOf(inner, name);
    return [`${name}: ${Array.isArray(inner) ? inner.map(formatItem).join(' ') : formatValue(inner)}`];
  });
}
