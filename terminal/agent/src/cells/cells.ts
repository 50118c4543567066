import { join } from 'node:path';
import { cellLimits, LessonId, type ShellOrder, type ShellRun } from '@drydock/model';
import { countProcesses, readProcesses } from '../process/process-table.ts';
import type { PtyCommand } from '../process/pty.ts';
import { createLessonShell, type LessonShell } from './lesson-shell.ts';
import { createStartFiles } from './start-file.ts';
import { processesOf } from './processes.ts';
import type { Run } from './run.ts';
import { startShell } from './shell.ts';

/** The cells of a workspace: one shell for each lesson, made by its first run. */
export interface Cells {
  /** The run of this id, queued if it is new; undefined when too many runs wait, or too many lessons have a shell. */
  order(shell: string, id: string, order: ShellOrder): Run | undefined;
  find(shell: string, id: string): Run | undefined;
  /** All runs that are remembered, oldest first within a shell. */
  list(): ShellRun[];
  stop(shell: string, id: string): ShellRun | undefined;
  /** Ends the shell and all its processes. */
  restart(shell: string): void;
  end(): void;
}

const mostShells = 40;
/** Output of runs that are over, of all lessons together; the oldest is forgotten first. */
const mostHeldBytes = 16 * 1024 * 1024;
/** A shell with more processes is ended, before a fork bomb fills the workspace. */
const mostProcesses = 200;
const lookMs = 500;

/** Creates the cells; `command` starts a bash as the student, `directory` is where its pipes are, which only the agent may change. */
export function createCells(options: {
  command: PtyCommand;
  directory: string;
  log: (message: string) => void;
  stopMs?: number;
}): Cells {
  const lessons = new Map<string, LessonShell>();
  const files = createStartFiles(options.command.cwd);

  function lessonOf(shell: string): LessonShell | undefined {
    const present = lessons.get(shell);
    if (present || [...lessons.values()].filter(({ pid }) => pid !== undefined).length >= mostShells) return present;
    const { command, directory, log, stopMs = cellLimits.stopMs } = options;
    const made = createLessonShell(shell, {
      start: () => startShell(command, join(directory, LessonId.parse(shell)), stopMs),
      files,
      log,
    });
    lessons.set(shell, made);
    return made;
  }

  function forgetSome(): void {
    const over = [...lessons.values()].flatMap(({ runs }) => runs.filter(({ isOver }) => isOver));
    let heldBytes = over.reduce((sum, run) => sum + run.heldBytes, 0);
    for (const run of over.toSorted((a, b) => ((a.info().endedAt ?? '') < (b.info().endedAt ?? '') ? -1 : 1))) {
      if (heldBytes <= mostHeldBytes) return;
      heldBytes -= run.heldBytes;
      run.forget();
    }
  }

  function endCrowds(): void {
    if (countProcesses() <= mostProcesses) return;
    const all = readProcesses();
    for (const lesson of lessons.values()) {
      const { pid } = lesson;
      if (pid !== undefined && processesOf(pid, all).length > mostProcesses) lesson.end('crowded');
    }
  }
  const look = setInterval(endCrowds, lookMs);
  look.unref();

  return {
    order(shell, id, order) {
      forgetSome();
      return lessonOf(shell)?.order(id, order);
    },
    find: (shell, id) => lessons.get(shell)?.runs.find((run) => run.id === id),
    list: () => [...lessons.values()].flatMap(({ runs }) => runs.map((run) => run.info())),
    stop(shell, id) {
      const run = this.find(shell, id);
      if (run) lessons.get(shell)?.stop(run);
      return run?.info();
    },
    restart: (shell) => lessons.get(shell)?.end('restarted'),
    end() {
      clearInterval(look);
      for (const lesson of lessons.values()) lesson.end('restarted');
    },
  };
}
