/** A key of a manifest, with the way to it: `[]` stands for an item of a list. */
export interface YamlKey {
  /** Offsets of the key in the text. */
  readonly from: number;
  readonly to: number;
  readonly key: string;
  readonly value: string;
  /** The keys above it. */
  readonly path: readonly string[];
  /** Which of the documents it is in, from 0. */
  readonly document: number;
}

/** A key or an item on the way to a place, and the column it begins in. */
interface Step {
  readonly column: number;
  readonly name: string;
}

const keyLine = /^(\s*)((?:-\s+)*)("?)([\w./-]+)\3\s*:(?:\s+(.*))?$/;

/** Reads the keys of a manifest in block style, as manifests are written; flow style and anchors are left out. */
export function keysOf(text: string): YamlKey[] {
  const keys: YamlKey[] = [];
  let way: readonly Step[] = [];
  let document = 0;
  let offset = 0;
  let textColumn: number | undefined;
  for (const line of text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    const column = line.search(/\S/);
    if (textColumn !== undefined && (column < 0 || column > textColumn)) continue;
    textColumn = undefined;
    if (/^---(?:\s|$)/.test(line)) {
      document += 1;
      way = [];
      continue;
    }
    if (column < 0 || line[column] === '#') continue;
    way = enterItems(way, line, column);
    const match = keyLine.exec(line);
    if (!match) continue;
    const [, indent = '', dashes = '', quote = '', key = '', value = ''] = match;
    const at = indent.length + dashes.length;
    way = way.filter((each) => each.column < at);
    const from = start + at + quote.length;
    keys.push({ from, to: from + key.length, key, value: value.trim(), path: way.map(({ name }) => name), document });
    way = [...way, { column: at, name: key }];
    if (/^[|>]/.test(value)) textColumn = at;
  }
  return keys;
}

// A list may begin in the column of its key: its dash then ends the item before it, but not the key.
function enterItems(way: readonly Step[], line: string, column: number): readonly Step[] {
  let entered = way;
  let at = column;
  while (/^-(?:\s|$)/.test(line.slice(at))) {
    const dash = at;
    entered = [
      ...entered.filter((step) => step.column < dash || (step.column === dash && step.name !== '[]')),
      { column: dash, name: '[]' },
    ];
    const next = line.slice(at + 1).search(/\S/);
    if (next < 0) break;
    at += 1 + next;
  }
  return entered;
}

/** The way to a key that is being written: `prefix` is its line up to where it begins. */
export function pathAt(text: string, lineStart: number, prefix: string): readonly string[] {
  // A key that is whole reads the same as one that is being written.
  const keys = keysOf(`${text.slice(0, lineStart)}${prefix}x:`);
  return keys.at(-1)?.path ?? [];
}
