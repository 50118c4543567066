import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalRecording } from '@drydock/model';
import { createRecording, type Recording, type TerminalTap } from './recording.ts';

/** One stored recording: `file` is its name, `<terminal>.<time>.cast`. */
export interface StoredRecording {
  readonly file: string;
  readonly terminal: string;
  readonly bytes: number;
}

/** Records every terminal of a workspace while it is switched on; off at the start. */
export interface Recorder {
  readonly setting: TerminalRecording;
  set(setting: TerminalRecording): void;
  /** A marker in every recording that runs. */
  mark(label: string): void;
  /** What a terminal reports to, and whether it is recorded now. */
  tap(
    terminal: string,
    title: string,
    size: { cols: number; rows: number },
  ): TerminalTap & { recording(): TerminalRecording; end(): void };
  list(): StoredRecording[];
}

/** Files in the directory; past it nothing more is recorded. */
const mostFiles = 64;

/** Writes into `directory`, which students cannot enter. */
export function createRecorder(options: { directory: string; mostBytes: number; now?: () => number }): Recorder {
  const { directory, mostBytes } = options;
  const now = options.now ?? Date.now;
  let setting: TerminalRecording = { on: false, input: false };
  const taps = new Set<{ begin(): void; end(): void; mark(label: string): void }>();

  function list(): StoredRecording[] {
    let names: string[];
    try {
      names = readdirSync(directory).filter((name) => name.endsWith('.cast'));
    } catch {
      return [];
    }
    return names.toSorted().map((file) => ({
      file,
      terminal: file.slice(0, file.indexOf('.')),
      bytes: statSync(join(directory, file)).size,
    }));
  }

  function begin(terminal: string, title: string, size: { cols: number; rows: number }): Recording | undefined {
    mkdirSync(directory, { recursive: true, mode: 0o750 });
    if (list().length >= mostFiles) return undefined;
    const file = join(directory, `${terminal}.${new Date(now()).toISOString().replaceAll(/[-:.]/g, '')}.cast`);
    try {
      return createRecording({ file, title, ...size, hasInput: setting.input, mostBytes, now });
    } catch {
      // A full or read-only disk must not take the shell with it; the page shows that nothing is recorded.
      return undefined;
    }
  }

  return {
    get setting() {
      return setting;
    },
    set(next) {
      if (next.on === setting.on && next.input === setting.input) return;
      setting = next;
      for (const tap of taps) {
        tap.end();
        if (next.on) tap.begin();
      }
    },
    mark(label) {
      for (const tap of taps) tap.mark(label);
    },
    tap(terminal, title, firstSize) {
      let size = firstSize;
      let recording = setting.on ? begin(terminal, title, size) : undefined;
      const own = {
        begin: () => {
          recording = begin(terminal, title, size);
        },
        end: () => {
          recording?.end();
          recording = undefined;
        },
        mark: (label: string) => recording?.mark(label),
      };
      taps.add(own);
      return {
        output: (bytes) => recording?.output(bytes),
        input: (bytes) => recording?.input(bytes),
        size(cols, rows) {
          size = { cols, rows };
          recording?.size(cols, rows);
        },
        exit: (code) => recording?.exit(code),
        recording: () => ({ on: recording?.isOn ?? false, input: recording?.isOn === true && recording.hasInput }),
        end() {
          own.end();
          taps.delete(own);
        },
      };
    },
    list,
  };
}
