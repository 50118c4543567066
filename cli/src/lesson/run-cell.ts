import { randomBytes } from 'node:crypto';
import type { Dial } from '@drydock/host';
import type { LessonCell } from '@drydock/lab';
import type { CellLink } from '@drydock/terminal';

/** What a cell did. */
export interface CellResult {
  readonly output: string;
  /** Null when it was stopped, or lost. */
  readonly exitCode: number | null;
  readonly seconds: number;
  /** Why it is red whatever it printed. */
  readonly problem?: string;
}

/** A cell that says no time is stopped after this, and is red. */
const patienceMs = 180_000;

/** Runs one cell as the student does, and waits for its end. A manifest is only written. */
export async function runCell(
  cell: LessonCell,
  {
    link,
    agent,
    shell,
    signal,
  }: { readonly link: CellLink; readonly agent: Dial; readonly shell: string; readonly signal: AbortSignal },
): Promise<CellResult> {
  const id = randomBytes(8).toString('hex');
  const { file, kind, source, timeoutMs } = cell;
  const order =
    kind === 'yaml' && file !== undefined ? { source: ':', file: { name: file, text: `${source}\n` } } : { source };
  const startedAt = performance.now();
  const pieces: string[] = [];
  let isOver = false;
  await link.run(agent, shell, { id, ...order });
  const patience = setTimeout(() => {
    isOver = true;
    void link.stop(agent, shell, id).catch(() => undefined);
  }, timeoutMs ?? patienceMs);
  try {
    const run = await link.follow(agent, shell, id, 0, { signal, onPiece: ({ text }) => void pieces.push(text) });
    const { exitCode, state, problem } = run;
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const isStopped = isOver && timeoutMs !== undefined;
    const flaw =
      problem?.message ?? (isOver && !isStopped ? tooSlow : isStopped ? undefined : wrongEnd(cell, exitCode, state));
    return {
      output: pieces.join(''),
      exitCode: isStopped ? null : exitCode,
      seconds,
      ...(flaw !== undefined && { problem: flaw }),
    };
  } finally {
    clearTimeout(patience);
  }
}

const tooSlow = `It did not end within ${patienceMs / 1000} s. Write timeout=20 behind cell if it streams.`;

function wrongEnd({ exit }: LessonCell, exitCode: number | null, state: string): string | undefined {
  if (exit === 'any' || exitCode === exit) return undefined;
  const ended = exitCode === null ? `was ${state}` : `ended with code ${exitCode}`;
  return `It ${ended}, not with ${exit}. Write exit=${exitCode ?? 'any'} behind cell if that is meant.`;
}
