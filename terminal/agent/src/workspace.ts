import {
  type Language,
  type TerminalClose,
  type TerminalInfo,
  type TerminalKind,
  terminalLimits,
} from '@drydock/model';
import type { SpawnPty } from './process/pty.ts';
import type { Recorder } from './recording/recorder.ts';
import type { Screen } from './screen/screen.ts';
import type { ChooseShell } from './process/shell.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** All terminals of a workspace, by name. */
export interface Workspace {
  /** The terminal of this name, made if there is none; a close reason when it cannot be. */
  open(wanted: {
    name: string;
    kind: TerminalKind;
    cols: number;
    rows: number;
    language: Language;
  }): Terminal | { close: TerminalClose; detail: string };
  list(): TerminalInfo[];
  /** False when there is none of this name. */
  close(name: string): boolean;
  record(setting: { on: boolean; input: boolean }, opening?: string): void;
  closeAll(): void;
}

export function createWorkspace(options: {
  spawn: SpawnPty;
  shell: ChooseShell;
  openScreen: (cols: number, rows: number) => Screen;
  recorder: Recorder;
  keepBytes?: number;
  stallMs?: number;
}): Workspace {
  const { recorder, openScreen } = options;
  const terminals = new Map<string, Terminal>();

  function make({ name, kind, cols, rows, language }: Parameters<Workspace['open']>[0]): Terminal {
    const size = { cols, rows };
    const tap = recorder.tap(name, name, size);
    try {
      return createTerminal({
        name,
        kind,
        title: name,
        size,
        tap,
        openScreen,
        spawn: (present, events) => options.spawn(options.shell(kind, language, name), present, events),
        recording: () => tap.recording(),
        onClose() {
          tap.end();
          terminals.delete(name);
        },
        ...(options.keepBytes === undefined ? {} : { keepBytes: options.keepBytes }),
        ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
      });
    } catch (error) {
      tap.end();
      throw error;
    }
  }

  return {
    open(wanted) {
      const present = terminals.get(wanted.name);
      if (present && present.kind !== wanted.kind)
        return { close: 'failed', detail: `${wanted.name} is a ${present.kind} terminal` };
      if (present) return present;
      if (terminals.size >= terminalLimits.terminals) return { close: 'full', detail: `${terminals.size} terminals` };
      try {
        const made = make(wanted);
        terminals.set(wanted.name, made);
        return made;
      } catch (error) {
        return { close: 'failed', detail: String(error) };
      }
    },
    list: () => [...terminals.values()].map((terminal) => terminal.info()),
    close(name) {
      const terminal = terminals.get(name);
      terminal?.close();
      return terminal !== undefined;
    },
    record(setting, opening) {
      recorder.set(setting, opening);
      for (const terminal of terminals.values()) terminal.recordingChanged();
    },
    closeAll() {
      for (const terminal of terminals.values()) terminal.close();
    },
  };
}
