import { isRecord } from '../api/request.ts';

/** A terminal of the attempt: its name in the workspace and which shell it is. */
export interface OpenTerminal {
  name: string;
  kind: 'workspace' | 'node';
  /** What the student named it; absent until then. */
  title?: string;
}

/** What a tab shows of a text that came from a program or another viewer: no control or invisible characters, at most 64 characters. */
export function plainTitle(title: string): string {
  return Array.from(title.slice(0, 1000).replace(/\p{C}/gu, '').trim()).slice(0, 64).join('');
}

/** The next free terminal of a kind: `shell-1`, `shell-2`, …, `node-1`. */
export function nextTerminal(open: readonly OpenTerminal[], kind: OpenTerminal['kind']): OpenTerminal {
  const prefix = kind === 'node' ? 'node' : 'shell';
  const names = new Set(open.map(({ name }) => name));
  let number = 1;
  while (names.has(`${prefix}-${number}`)) number += 1;
  return { name: `${prefix}-${number}`, kind };
}

/** Reads the server's list of terminals, as a list or in a field `terminals`. */
export function readTerminals(value: unknown): OpenTerminal[] | undefined {
  const list = isRecord(value) ? value['terminals'] : value;
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((item: unknown) => {
    if (!isRecord(item) || typeof item['terminal'] !== 'string') return [];
    const { terminal: name, title } = item;
    const kind = item['kind'] === 'node' ? ('node' as const) : ('workspace' as const);
    return [{ name, kind, ...(typeof title === 'string' && title !== name ? { title } : {}) }];
  });
}
