import { cellLimits, type ShellEnd, type ShellOrder } from '@drydock/model';
import { createRun, type Run } from './run.ts';
import type { Shell } from './shell.ts';
import type { StartFiles } from './start-file.ts';

/** The cells of one lesson: their shell, and their runs in order. */
export interface LessonShell {
  readonly runs: readonly Run[];
  /** Process id of the shell; undefined while there is none. */
  readonly pid: number | undefined;
  /** Queues a run; the one of this id when there is one already; undefined when too many wait. */
  order(id: string, order: ShellOrder): Run | undefined;
  stop(run: Run): void;
  /** Ends the shell with its processes and loses the runs that wait or run. */
  end(why: ShellEnd): void;
}

const mostRuns = 50;

/** Creates the cells of a lesson; `start` starts its shell when a run needs one, `files` writes what cells bring along. */
export function createLessonShell(
  name: string,
  options: { start: () => Promise<Shell>; files: StartFiles; log: (message: string) => void },
): LessonShell {
  let runs: Run[] = [];
  let shell: Shell | undefined;
  let running: { readonly run: Run; readonly stop: AbortController } | undefined;
  /** Counts the shells that were ended, so that one which was just being started is ended too. */
  let ended = 0;

  /** Whether the last shell ended while nothing ran, so that no run has said so. */
  let isEndUntold = false;

  const waiting = (): Run[] => runs.filter((run) => !run.isOver && run !== running?.run);

  async function livingShell(): Promise<Shell | undefined> {
    if (shell?.isAlive) return shell;
    isEndUntold ||= shell !== undefined;
    const now = ended;
    const made = await options.start();
    if (now === ended) return (shell = made);
    made.end();
    return undefined;
  }

  async function perform(run: Run, { signal }: AbortController): Promise<void> {
    const { source } = run.order;
    const own = await livingShell();
    if (!own) return;
    const refused = await options.files.write(run.order);
    if (run.isOver) return;
    run.begin();
    if (refused !== undefined) {
      run.add(Buffer.from(refused));
      return run.end('done', { exitCode: 1 });
    }
    const { exitCode, isShellAlive } = await own.run(source, { onBytes: (bytes) => run.add(bytes), signal });
    if (run.isOver) return;
    const renewed = isEndUntold ? 'renewed' : null;
    isEndUntold = false;
    const shellEnd = isShellAlive ? renewed : signal.aborted ? 'stopped' : exitCode === null ? 'killed' : 'exited';
    run.end(signal.aborted ? 'stopped' : exitCode === null ? 'lost' : 'done', { exitCode, shellEnd });
    if (isShellAlive || shellEnd === null) return;
    shell = undefined;
    lose(shellEnd);
  }

  function lose(shellEnd: ShellEnd): void {
    for (const run of waiting()) run.end('lost', { shellEnd });
  }

  async function goOn(): Promise<void> {
    for (let run = waiting()[0]; run && !running; run = waiting()[0]) {
      running = { run, stop: new AbortController() };
      try {
        await perform(run, running.stop);
      } catch (error) {
        options.log(`${name}: ${String(error)}`);
        run.end('lost', { shellEnd: 'failed' });
      }
      running = undefined;
    }
  }

  return {
    get runs() {
      return runs;
    },
    get pid() {
      return shell?.isAlive ? shell.pid : undefined;
    },
    order(id, order) {
      const present = runs.find((run) => run.id === id);
      if (present) return present;
      if (waiting().length >= cellLimits.waiting) return undefined;
      const run = createRun(name, id, order);
      const over = runs.filter(({ isOver }) => isOver);
      const forgotten = new Set(over.slice(0, Math.max(0, over.length + 1 - mostRuns)));
      runs = [...runs.filter((each) => !forgotten.has(each)), run];
      void goOn();
      return run;
    },
    stop(run) {
      if (run === running?.run) running.stop.abort();
      else run.end('stopped');
    },
    end(why) {
      ended += 1;
      isEndUntold = why === 'crowded' && !running;
      running?.run.end('lost', { shellEnd: why });
      lose(why);
      shell?.end();
      shell = undefined;
    },
  };
}
