import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellFiles, ShellRun } from '@drydock/model';
import { createCells } from '../../agent/src/cells/cells.ts';
import { bashIn } from './bash.ts';

/** A run of a test: what it has printed until now, and its end. */
export interface TestRun {
  readonly id: string;
  readonly end: Promise<ShellRun & { readonly text: string }>;
  stop(): void;
  /** Resolves when the output holds a text. */
  shows(what: string): Promise<void>;
}

/** The cells of a workspace with the bash of this machine, in a home of their own. */
export async function openTestCells({ stopMs = 1000, program = 'bash' } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'drydock-cells-'));
  const cells = createCells({
    command: { ...bashIn(home), file: program },
    directory: join(home, '.run'),
    log: () => undefined,
    stopMs,
  });
  let count = 0;

  function start(source: string, shell = 'pods/first', files: CellFiles = {}): TestRun {
    const id = `run${String((count += 1)).padStart(5, '0')}`;
    const run = cells.order(shell, id, { source, ...files });
    if (!run) throw new Error(`${id} was refused`);
    let text = '';
    const watches = new Set<() => void>();
    const follow = async () => {
      for await (const line of run.follow(0, new AbortController().signal)) {
        if (line.type === 'output') text += line.text;
        for (const watch of watches) watch();
        if (line.type === 'end') return { ...line.run, text };
      }
      throw new Error(`${id} has no end`);
    };
    return {
      id,
      end: follow(),
      stop: () => void cells.stop(shell, id),
      shows: (what) =>
        new Promise((resolve) => {
          const watch = () => {
            if (text.includes(what)) resolve();
          };
          watches.add(watch);
          watch();
        }),
    };
  }
  return {
    cells,
    home,
    start,
    /** State, exit code and output of a run, and how the shell went away, if it did. */
    async run(source: string, shell?: string, files?: CellFiles) {
      const { state, exitCode, text, shellEnd } = await start(source, shell, files).end;
      return shellEnd === null ? [state, exitCode, text] : [state, exitCode, text, shellEnd];
    },
    async [Symbol.asyncDispose]() {
      cells.end();
      await rm(home, { recursive: true });
    },
  };
}
