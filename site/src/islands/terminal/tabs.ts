import { nodeOfTerminal } from '@drydock/model';
import type { LabText } from '../../text/lab.ts';
import { isRecord } from '../api/request.ts';
import { type Place, placeOfNode } from './bridge.ts';

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

/** The next free terminal of a kind: `shell-1`, `shell-2`, …, `node-1`, or `worker2-1` where there are several nodes. */
export function nextTerminal(open: readonly OpenTerminal[], kind: OpenTerminal['kind'], node?: string): OpenTerminal {
  const prefix = kind === 'node' ? (node ?? 'node') : 'shell';
  const names = new Set(open.map(({ name }) => name));
  let number = 1;
  while (names.has(`${prefix}-${number}`)) number += 1;
  return { name: `${prefix}-${number}`, kind };
}

/** The title of a terminal that has been given none: `Shell 2`, `Node shell 1`, or `worker2 1` of one of several nodes. */
export function firstTitle(
  { name, kind }: Pick<OpenTerminal, 'name' | 'kind'>,
  text: Pick<LabText, 'nodeShell' | 'workspaceShell'>,
): string {
  const number = /\d+$/.exec(name)?.[0] ?? '';
  const shell = kind === 'node' ? (nodeOfTerminal(name) ?? text.nodeShell) : text.workspaceShell;
  return `${shell} ${number}`.trim();
}

/** The shell that a terminal is, as blocks of code name it: `workspace`, `node` or `node worker2`. */
export function placeOf({ name, kind }: OpenTerminal): Place {
  return kind === 'node' ? placeOfNode(nodeOfTerminal(name)) : 'workspace';
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
