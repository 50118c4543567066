import type { Dial } from '@drydock/host';
import {
  cellLimits,
  type CellOutput,
  CourseError,
  failuresIn,
  type Problem,
  type ShellOrder,
  ShellRun,
} from '@drydock/model';
import { z } from 'zod';
import { askAgent } from './agent-request.ts';
import { followRun } from './follow-run.ts';
import { en } from './text/en.ts';
import { zh } from './text/zh.ts';

/** A run of a cell as the workspace knows it. `problem` says how its shell went away; null while the shell lives on. */
export interface LinkedRun extends ShellRun {
  readonly problem: Problem | null;
}

/** What is run: `id` is the caller's, the file is written into the shell's start directory before. */
export interface CellOrder extends ShellOrder {
  readonly id: string;
}

/** How a run is followed. */
export interface FollowOptions {
  /** Stops following; the run goes on. */
  readonly signal: AbortSignal;
  /** Output in order, valid UTF-8. Where `offset` is past the end of the piece before, what is between was dropped. */
  readonly onPiece: (piece: Omit<CellOutput, 'run'>) => void;
  /** The run began. Not called for one that was lost while it waited. */
  readonly onBegin?: (run: LinkedRun) => void;
}

/**
 * The server's side of cells. A shell is named like its lesson and is made by its first run. Every call rejects with
 * `sandbox_lost` when the workspace does not answer, and with `not_found` for a run it does not know (it was started again, or has
 * had 50 newer runs): such a run is lost.
 */
export interface CellLink {
  /** Queues a run behind the others of its shell. The same id again returns the run as it is. `rate_limited` when too many wait. */
  run(agent: Dial, shell: string, order: CellOrder): Promise<LinkedRun>;
  /** Reads a run's output from a byte on and resolves with the run when it is over. Any number may follow, at any time. */
  follow(agent: Dial, shell: string, id: string, fromByte: number, options: FollowOptions): Promise<LinkedRun>;
  /** SIGINT, and after `cellLimits.stopMs` SIGKILL; one that waits never begins. Resolves at once; the end is told by `follow`. */
  stop(agent: Dial, shell: string, id: string): Promise<LinkedRun>;
  /** Ends the shell and all its processes; its runs that wait or run become lost. The next run starts a new one. */
  restart(agent: Dial, shell: string): Promise<void>;
  /** The runs of all shells that the workspace remembers, oldest first: the last 50 of each. */
  runs(agent: Dial): Promise<LinkedRun[]>;
}

const fail = failuresIn({ en, zh });

/** Creates the link to the cells of workspaces. It keeps nothing. */
export function createCellLink(): CellLink {
  async function ask(agent: Dial, method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) {
    const answer = await askAgent(agent, method, path, body);
    if (answer.status !== 200) throw refusalOf(answer.status, answer.body.toString('utf8'));
    const value: unknown = JSON.parse(answer.body.toString('utf8'));
    return value;
  }
  return {
    run: async (agent, shell, { id, ...order }) =>
      linked(ShellRun.parse(await ask(agent, 'PUT', pathOf(shell, id), order))),
    async follow(agent, shell, id, fromByte, { signal, onPiece, onBegin }) {
      const path = `${pathOf(shell, id)}?from=${fromByte}`;
      const onStart = onBegin && ((run: ShellRun) => onBegin(linked(run)));
      return linked(await followRun(agent, path, { signal, onPiece, refusalOf, ...(onStart && { onStart }) }));
    },
    stop: async (agent, shell, id) => linked(ShellRun.parse(await ask(agent, 'POST', `${pathOf(shell, id)}/stop`))),
    restart: async (agent, shell) => void (await ask(agent, 'DELETE', `/cells/${encodeURIComponent(shell)}`)),
    runs: async (agent) =>
      z
        .array(ShellRun)
        .parse(await ask(agent, 'GET', '/cells'))
        .map(linked),
  };
}

function pathOf(shell: string, id: string): string {
  return `/cells/${encodeURIComponent(shell)}/${encodeURIComponent(id)}`;
}

function linked(run: ShellRun): LinkedRun {
  const end = run.shellEnd;
  return { ...run, problem: end && { code: `shell_${end}`, ...en[end], zh: zh[end] } };
}

function refusalOf(status: number, said: string): CourseError {
  if (status === 404) return fail('not_found', ({ unknown }) => unknown);
  if (status === 429) return fail('rate_limited', ({ full }) => full(cellLimits.waiting));
  return new CourseError(
    'sandbox_lost',
    `The workspace answered a cell with ${status}: ${said.slice(0, 200)}`,
    'Try again; reset the playground if it stays so.',
  );
}
