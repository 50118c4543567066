import { isRecord, request } from '../api/request.ts';
import type { OpenTerminal } from './tabs.ts';
import { terminalsPath, type WorkPlace } from './work-place.ts';

/** What closing a terminal would end: the name of a program, `unknown` when that cannot be told, null for a shell at its prompt. */
export type Running = { program: string } | 'unknown' | null;

/**
 * Asks the workspace what runs in a terminal beside its shell. It cannot see into a node, where only the screen shows whether the shell waits; `isAtPrompt` is undefined
 * when there is none.
 */
export async function whatRuns(place: WorkPlace, tab: OpenTerminal, isAtPrompt: boolean | undefined): Promise<Running> {
  const listed = await request('GET', terminalsPath(place), readPrograms);
  if (!listed.ok) return 'unknown';
  const found = listed.value.get(tab.name);
  if (!found || found.isOver) return null;
  if (tab.kind === 'node') return isAtPrompt === true ? null : 'unknown';
  return found.program === null ? null : { program: found.program };
}

type Programs = ReadonlyMap<string, { program: string | null; isOver: boolean }>;

/** Reads what runs where from the server's list of terminals. */
export function readPrograms(value: unknown): Programs | undefined {
  const list = isRecord(value) ? value['terminals'] : value;
  if (!Array.isArray(list)) return undefined;
  return new Map(
    list.flatMap((item: unknown) => {
      if (!isRecord(item) || typeof item['terminal'] !== 'string') return [];
      const program = typeof item['program'] === 'string' ? item['program'] : null;
      return [[item['terminal'], { program, isOver: isRecord(item['exit']) }] as const];
    }),
  );
}
