import { readCommands } from '@drydock/model';
import type { Text } from '../text/en.ts';

/** What a block of code is for its reader. */
export interface BlockKind {
  readonly kind: 'commands' | 'output' | 'file';
  /** The terminal its commands are for. */
  readonly where: 'workspace' | 'node';
  /** What "Copy to terminal" types; absent where nothing can be typed. */
  readonly commands?: string;
}

const printed = new Set(['console', 'plaintext', 'shellsession', 'text', 'txt', '']);

/** Tells commands, what programs print, and files apart. A word `node` behind the language names the terminal of the node. */
export function blockKind(language: string, meta: string, code: string): BlockKind {
  const where = /(?:^|\s)node(?:\s|$)/.test(meta.replaceAll(/"[^"]*"|'[^']*'/g, '')) ? 'node' : 'workspace';
  const block = readCommands(language, code);
  if (block) return { kind: 'commands', where, ...(block.flaw ? {} : { commands: block.commands }) };
  return { kind: printed.has(language) ? 'output' : 'file', where };
}

/** What the bar above a block says; the name of a file is in the head of its frame instead. */
export function blockLabel({ kind, where }: BlockKind, language: string, text: Text): string {
  if (kind === 'file') return language.toUpperCase();
  return text.codeLabel[kind === 'output' ? kind : where];
}
