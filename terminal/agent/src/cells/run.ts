import {
  cellLimits,
  type CellState,
  type ShellEnd,
  type ShellOrder,
  type ShellRun,
  type ShellRunLine,
} from '@drydock/model';
import { createOutput } from './output.ts';

/** One run of a cell, and who follows it. */
export interface Run {
  readonly id: string;
  readonly order: ShellOrder;
  readonly isOver: boolean;
  /** Bytes of output in memory. */
  readonly heldBytes: number;
  info(): ShellRun;
  begin(): void;
  add(bytes: Uint8Array): void;
  /** Once; what comes later changes nothing. */
  end(state: CellState, how?: { exitCode?: number | null; shellEnd?: ShellEnd | null }): void;
  /** The run as it begins, its output from a byte on, and its end. Who reads slowly misses what is dropped meanwhile and holds nobody up. */
  follow(fromByte: number, signal: AbortSignal): AsyncGenerator<ShellRunLine>;
  /** Drops the output, for the memory. */
  forget(): void;
}

const pieceBytes = 64 * 1024;
/** After a piece more is gathered for so long, so that a flood comes in a few large pieces. */
const gatherMs = 25;

/** Creates a run that waits. */
export function createRun(shell: string, id: string, order: ShellOrder): Run {
  const output = createOutput(cellLimits.outputBytes);
  let state: CellState = 'waiting';
  let startedAt: string | null = null;
  let endedAt: string | null = null;
  let exitCode: number | null = null;
  let shellEnd: ShellEnd | null = null;
  let changed = Promise.withResolvers<void>();
  const gathering = new Set<() => void>();

  function change(): void {
    changed.resolve();
    changed = Promise.withResolvers();
  }
  const info = (): ShellRun => ({
    shell,
    id,
    state,
    exitCode,
    startedAt,
    endedAt,
    outputBytes: output.endByte,
    shellEnd,
  });

  /** Waits `gatherMs`, or until the run is over. */
  const gather = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        gathering.delete(done);
        resolve();
      };
      const timer = setTimeout(done, gatherMs);
      gathering.add(done);
    });

  return {
    id,
    order,
    get isOver() {
      return endedAt !== null;
    },
    get heldBytes() {
      return output.heldBytes;
    },
    info,
    begin() {
      if (endedAt !== null) return;
      [state, startedAt] = ['running', new Date().toISOString()];
      change();
    },
    add(bytes) {
      if (endedAt !== null) return;
      output.add(bytes);
      change();
    },
    end(last, how = {}) {
      if (endedAt !== null) return;
      output.finish();
      [state, endedAt] = [last, new Date().toISOString()];
      [exitCode, shellEnd] = [how.exitCode ?? null, how.shellEnd ?? null];
      for (const done of gathering) done();
      change();
    },
    async *follow(fromByte, signal) {
      // Not a promise of its own: races with one that lives as long as the reader would pile up on it.
      signal.addEventListener('abort', change, { once: true });
      let hasBegun = false;
      for (let at = fromByte; !signal.aborted;) {
        const next = changed.promise;
        // Looked at before the output, which is all there when it is over.
        const last = endedAt === null ? undefined : info();
        if (!hasBegun && startedAt !== null) yield { type: 'begin', run: info() };
        hasBegun = startedAt !== null;
        const piece = output.read(at, pieceBytes);
        if (piece) {
          at = piece.offset + piece.bytes.length;
          yield { type: 'output', offset: piece.offset, text: Buffer.from(piece.bytes).toString() };
          if (!last) await gather();
        } else if (last) return yield { type: 'end', run: last };
        else await next;
      }
    },
    forget: () => output.forget(),
  };
}
