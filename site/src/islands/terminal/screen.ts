import { clearTerminal, resizeEmulator, useTerminalWidths } from '@drydock/terminal/client';
import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { copyText } from './clipboard/clipboard.ts';
import { createEscapeHold } from './input/escape-hold.ts';
import { guardEscapes } from './input/escapes.ts';
import { catchInsertions } from './input/insertions.ts';
import { isMac, pageKey } from './input/keys.ts';
import { cleanPaste } from './clipboard/paste.ts';
import { terminalSettings } from './settings.ts';
import { plainTitle } from './tabs.ts';
import { followTheme, isPageLight, terminalTheme } from './theme.ts';

/** What happens on a screen that is not for the shell. */
export interface ScreenEvents {
  onType: (text: string) => void;
  onTypeBytes: (bytes: Uint8Array) => void;
  /** A text came that was not typed key by key; `paste` gives it to the program. */
  onPaste: (text: string) => void;
  /** The browser did not let a selection be copied. */
  onCopyRefused: () => void;
  onFit: (cols: number, rows: number) => void;
  /** It came into view, or went out of it: another tab, another pane. */
  onSeen: (isSeen: boolean) => void;
  onLeave: () => void;
  onFind: () => void;
  /** A program or its output names a link; the student has clicked it. */
  onLink: (url: string) => void;
  onTitle: (title: string) => void;
  mayAnswer: () => boolean;
}

/** How long the size must rest before it is offered: each one makes the shell paint anew and stays in what a reload replays. */
const restMs = 80;

export type Screen = ReturnType<typeof openScreen>;

/** An xterm.js emulator in `element` with the page's theme, the student's settings and the page's keys. */
export function openScreen(element: HTMLElement, label: string, events: ScreenEvents) {
  const stop = new AbortController();
  const { signal } = stop;
  const { fontSize } = terminalSettings.get();
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !isStill,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--sl-font-mono').trim() || 'monospace',
    fontSize,
    lineHeight: 1.15,
    minimumContrastRatio: 4.5,
    scrollback: 10_000,
    theme: terminalTheme(isPageLight()),
    linkHandler: { activate: (_event, url) => events.onLink(url) },
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon((_event, url) => events.onLink(url)));
  useTerminalWidths(terminal);
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', label);
  guardEscapes(terminal, events.mayAnswer);
  const ready = Promise.all([drawWithWebgl(terminal, element), hasRoom(element)]).then(() => undefined);

  let [isSettled, isSettling] = [false, false];
  const escape = createEscapeHold(events.onType);
  signal.addEventListener('abort', () => escape.drop());
  catchInsertions(element, events.onPaste, signal);
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || event.isComposing) return true;
    const isFullScreen = terminal.buffer.active.type === 'alternate';
    const place = { hasSelection: terminal.hasSelection(), isEscapeHeld: escape.isHeld, isFullScreen, isMac: isMac() };
    const key = pageKey(event, place);
    if (key === null) return true;
    // Paste is the browser's own.
    if (key !== 'paste') event.preventDefault();
    if (key === 'copy') void copySelection().then(() => terminal.clearSelection());
    if (key === 'find') events.onFind();
    if (key === 'hold') escape.hold();
    if (key === 'leave') {
      escape.drop();
      events.onLeave();
    }
    return false;
  });
  terminal.onData((text) => {
    escape.send();
    events.onType(text);
  });
  terminal.onBinary((text) => events.onTypeBytes(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onTitleChange((title) => events.onTitle(plainTitle(title)));
  terminal.onSelectionChange(() => {
    if (terminalSettings.get().copyOnSelect && terminal.hasSelection()) void copySelection();
  });

  const offer = () => {
    const size = fit.proposeDimensions();
    if (size && Number.isFinite(size.cols) && element.offsetParent !== null)
      events.onFit(Math.max(2, size.cols), Math.max(1, size.rows));
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  const isSeen = () => document.visibilityState === 'visible' && element.offsetParent !== null;
  const observer = new ResizeObserver(() => {
    events.onSeen(isSeen());
    clearTimeout(resting);
    resting = setTimeout(offer, restMs);
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', () => events.onSeen(isSeen()), { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(resting);
  });
  followTheme(() => (terminal.options.theme = terminalTheme(isPageLight())), signal);
  const unsubscribe = terminalSettings.subscribe(() => {
    const settings = terminalSettings.get();
    terminal.options.fontSize = settings.fontSize;
    followScreenReader();
    offer();
  });
  signal.addEventListener('abort', unsubscribe);

  async function copySelection(): Promise<void> {
    if (terminal.hasSelection() && !(await copyText(terminal.getSelection()))) events.onCopyRefused();
  }

  // What is replayed is neither seen passing by nor read aloud, and costs the accessibility tree nothing.
  function setSettled(value: boolean): void {
    [isSettled, isSettling] = [value, false];
    element.dataset['settled'] = String(value);
    followScreenReader();
  }
  function followScreenReader(): void {
    const isOn = isSettled && terminalSettings.get().screenReader;
    if (isOn === terminal.options.screenReaderMode) return;
    terminal.options.screenReaderMode = isOn;
    // The tree is filled by what is drawn next: without this, a screen at rest would not be in it.
    if (isOn) terminal.refresh(0, terminal.rows - 1);
  }

  return {
    /** Resolves when it is drawn as it will be and has room: then `size` is the size it keeps. */
    ready,
    /** The size the element has room for. */
    size(): { cols: number; rows: number } {
      const { cols, rows } = fit.proposeDimensions() ?? { cols: Number.NaN, rows: Number.NaN };
      return Number.isFinite(cols) && Number.isFinite(rows)
        ? { cols: Math.max(2, cols), rows: Math.max(1, rows) }
        : { cols: 80, rows: 24 };
    },
    isSeen,
    write: (bytes: Uint8Array, done: () => void) => terminal.write(bytes, done),
    /** Empties the screen and hides it until `settle`. A reset in the stream itself takes effect after what was written before. */
    clear(): void {
      setSettled(false);
      // Whether it blinks is an option of the emulator, which a program may have changed.
      terminal.write(clearTerminal, () => (terminal.options.cursorBlink = !isStill));
    },
    settle(): void {
      if (isSettled || isSettling) return;
      isSettling = true;
      terminal.write('', () => {
        if (isSettling && !signal.aborted) setSettled(true);
      });
    },
    resize: (cols: number, rows: number) => terminal.write('', () => resizeEmulator(terminal, cols, rows)),
    focus: () => terminal.focus(),
    blur: () => terminal.blur(),
    /** Gives the program a text as pasted, whatever is in it. */
    paste(text: string): void {
      escape.send();
      terminal.paste(cleanPaste(text));
    },
    /** Resolves when a program waits for input: it knows pastes from typing, or its prompt is before the cursor. */
    prompted: () =>
      new Promise<void>((resolve) => {
        const isPrompted = () => terminal.modes.bracketedPasteMode || terminal.buffer.active.cursorX > 0;
        if (isPrompted()) return resolve();
        const parsed = terminal.onWriteParsed(() => {
          if (!isPrompted()) return;
          parsed.dispose();
          resolve();
        });
      }),
    isBracketed: () => terminal.modes.bracketedPasteMode,
    isFullScreen: () => terminal.buffer.active.type === 'alternate',
    isApplicationMode: () => terminal.modes.applicationCursorKeysMode,
    hasSelection: () => terminal.hasSelection(),
    copySelection,
    selectAll: () => terminal.selectAll(),
    clearScrollback: () => terminal.clear(),
    find: (words: string, isBackwards: boolean) => (isBackwards ? search.findPrevious(words) : search.findNext(words)),
    endFind: () => search.clearDecorations(),
    close(): void {
      stop.abort();
      terminal.dispose();
    },
  };
}

// Resolves once the element is laid out; on a phone it is hidden until its pane is chosen.
function hasRoom(element: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new ResizeObserver(() => {
      if (element.offsetParent === null) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });
}

// The DOM renderer is there from the start; WebGL replaces it where the browser has it, and gives way when its context is lost.
async function drawWithWebgl(terminal: Terminal, element: HTMLElement): Promise<void> {
  element.dataset['renderer'] = 'dom';
  if (terminalSettings.get().renderer === 'dom') return;
  try {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => {
      webgl.dispose();
      element.dataset['renderer'] = 'dom';
    });
    terminal.loadAddon(webgl);
    element.dataset['renderer'] = 'webgl';
  } catch {
    element.dataset['renderer'] = 'dom';
  }
}
