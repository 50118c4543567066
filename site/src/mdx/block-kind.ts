import { readCommands } from '@drydock/model';
import type { Text } from '../text/en.ts';

/** What a block of code is for its reader. */
export interface BlockKind {
  readonly kind: 'commands' | 'output' | 'file';
  /** The terminal its commands are for. */
  readonly where: 'workspace' | 'node';
  /** Which of several nodes. */
  readonly node?: string;
  /** What "Copy to terminal" types; absent where nothing can be typed. */
  readonly commands?: string;
}

const printed = new Set(['console', 'plaintext', 'shellsession', 'text', 'txt', '']);

/** Tells commands, what programs print, and files apart. A word `node` behind the language names the terminal of the node, and `node worker` that of one of several. */
export function blockKind(language: string, meta: string, code: string): BlockKind {
  const words = meta.replaceAll(/"[^"]*"|'[^']*'/g, '');
  const [found, node] = /(?:^|\s)node(?:\s+(control-plane|worker\d*)(?=\s|$)|(?=\s|$))/.exec(words) ?? [];
  const place = { where: found === undefined ? 'workspace' : 'node', ...(node !== undefined && { node }) } as const;
  const block = readCommands(language, code);
  if (block) return { kind: 'commands', ...place, ...(block.flaw ? {} : { commands: block.commands }) };
  return { kind: printed.has(language) ? 'output' : 'file', ...place };
}

/** What the bar above a block says; the name of a file is in the head of its frame instead. */
export function blockLabel({ kind, where, node }: BlockKind, language: string, text: Text): string {
  if (kind === 'file') return language.toUpperCase();
  if (kind === 'commands' && node !== undefined) return text.nodeTerminal(node);
  return text.codeLabel[kind === 'output' ? kind : where];
}

/** What "Copy to terminal" of a block says and where it types. */
export function terminalButton(
  { where, node }: BlockKind,
  text: Text,
): { readonly words: string; readonly data: Readonly<Record<string, string>> } {
  const words = where === 'node' ? text.toNodeTerminal : text.toTerminal;
  return node === undefined ? { words, data: { where } } : { words: text.toTerminalOf(node), data: { where, node } };
}
