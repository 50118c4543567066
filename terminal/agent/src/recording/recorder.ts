import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRecordingName, recordingLimits, recordingName, type TerminalRecording } from '@drydock/model';
import { createRecording, type Recording, type TerminalTap } from './recording.ts';

/** One stored recording: `file` is its name, which tells terminal, beginning and whether input is in it. */
export interface StoredRecording {
  readonly file: string;
  readonly terminal: string;
  readonly bytes: number;
  readonly running: boolean;
}

/** Records every terminal of a workspace while it is switched on; off at the start. */
export interface Recorder {
  readonly setting: TerminalRecording;
  /** `opening` is the first marker of every recording that begins from now on. */
  set(setting: TerminalRecording, opening?: string): void;
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

/** Writes into `directory`, which students cannot enter; past the limits of files and bytes nothing more is recorded. */
export function createRecorder(options: {
  directory: string;
  mostBytes: number;
  mostBytesTogether?: number;
  now?: () => number;
}): Recorder {
  const { directory, mostBytes, mostBytesTogether = recordingLimits.attemptBytes } = options;
  const now = options.now ?? Date.now;
  let setting: TerminalRecording = { on: false, input: false };
  let opening: string | undefined;
  const taps = new Set<{ begin(): void; end(): void; mark(label: string): void }>();
  const running = new Set<string>();
  let bytesTogether = list().reduce((sum, { bytes }) => sum + bytes, 0);

  function mayWrite(bytes: number): boolean {
    if (bytesTogether + bytes > mostBytesTogether) return false;
    bytesTogether += bytes;
    return true;
  }

  function list(): StoredRecording[] {
    let names: string[];
    try {
      names = readdirSync(directory);
    } catch {
      return [];
    }
    return names.toSorted().flatMap((file) => {
      const terminal = readRecordingName(file)?.terminal;
      if (terminal === undefined) return [];
      return [{ file, terminal, bytes: statSync(join(directory, file)).size, running: running.has(file) }];
    });
  }

  function begin(terminal: string, title: string, size: { cols: number; rows: number }): Recording | undefined {
    const name = recordingName(terminal, new Date(now()).toISOString(), setting.input);
    try {
      mkdirSync(directory, { recursive: true, mode: 0o750 });
      if (list().length >= recordingLimits.attemptFiles || bytesTogether >= mostBytesTogether) return undefined;
      const file = join(directory, name);
      const made = createRecording({ file, title, ...size, hasInput: setting.input, mostBytes, mayWrite, now });
      running.add(name);
      if (opening !== undefined) made.mark(opening);
      return {
        ...made,
        get isOn() {
          return made.isOn;
        },
        end() {
          made.end();
          running.delete(name);
        },
      };
    } catch {
      // A full or read-only disk must not take the shell with it; the page shows that nothing is recorded.
      return undefined;
    }
  }

  return {
    get setting() {
      return setting;
    },
    set(next, firstMarker) {
      opening = firstMarker;
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
