import { terminalLimits } from '@drydock/model';
import type { Pty } from './process/pty.ts';

/** What viewers typed: each viewer's bytes are taken exactly once, whatever connection they come by. */
export interface Input {
  /** Takes bytes numbered from `offset` of this viewer; false when they are not the next ones. */
  take(viewer: string, offset: number, bytes: Uint8Array): boolean;
  /** The next byte expected of this viewer. */
  received(viewer: string): number;
  /** Of this viewer's bytes, those that reached the program. */
  written(viewer: string): number;
}

/** Viewers remembered after they left, the longest unheard first forgotten. */
const mostViewers = 64;
/** Input waiting for programs that do not read; more is refused. */
const mostWaitingBytes = 4 * terminalLimits.inputWindowBytes;

/** `pty` is asked anew for each write: the shell may have been restarted. */
export function createInput(pty: () => Pty | null): Input {
  const received = new Map<string, number>();
  /** Bytes handed to the present PTY, in order, by viewer. */
  let handed: { viewer: string; upTo: number; total: number }[] = [];
  const written = new Map<string, number>();
  let total = 0;
  let present: Pty | null = null;

  function follow(): void {
    const now = pty();
    if (now === present) return;
    // Another shell, or none: what the last one did not read is gone with it.
    for (const { viewer, upTo } of handed) written.set(viewer, upTo);
    [present, total, handed] = [now, now?.writtenBytes ?? 0, []];
  }

  function settle(): void {
    follow();
    const done = present?.writtenBytes ?? Infinity;
    while (handed[0] && handed[0].total <= done) {
      const first = handed.shift();
      if (first) written.set(first.viewer, first.upTo);
    }
  }

  return {
    take(viewer, offset, bytes) {
      settle();
      const expected = received.get(viewer) ?? 0;
      if (offset !== expected || total - (present?.writtenBytes ?? total) > mostWaitingBytes) return false;
      received.delete(viewer);
      received.set(viewer, expected + bytes.length);
      for (const oldest of received.keys()) {
        if (received.size <= mostViewers) break;
        received.delete(oldest);
        written.delete(oldest);
      }
      total += bytes.length;
      handed.push({ viewer, upTo: expected + bytes.length, total });
      present?.write(bytes);
      settle();
      return true;
    },
    received: (viewer) => received.get(viewer) ?? 0,
    written(viewer) {
      settle();
      return written.get(viewer) ?? 0;
    },
  };
}
