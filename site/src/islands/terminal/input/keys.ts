/** What a key press means to the page instead of to the shell; `hold` keeps an Escape back until it is known what follows. */
export type PageKey = 'copy' | 'paste' | 'find' | 'leave' | 'hold' | null;

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** What else decides. */
export interface KeyPlace {
  /** Something is selected in the terminal. */
  hasSelection: boolean;
  /** An Escape is held back. */
  isEscapeHeld: boolean;
  /** A program has the whole screen, like vim: it gets Escape at once, and the Tab after it too. */
  isFullScreen: boolean;
  /** Copy and paste are on Cmd; Ctrl is the shell's alone. */
  isMac: boolean;
}

/** Reads a key press. */
export function pageKey(press: KeyPress, place: KeyPlace): PageKey {
  const { ctrlKey, shiftKey, altKey, metaKey } = press;
  if (altKey) return null;
  const key = press.key.toLowerCase();
  const clipboardKey = withClipboard(key, place);
  if (ctrlKey && shiftKey && !metaKey) return key === 'f' ? 'find' : withShift(key);
  if (ctrlKey && !shiftKey && !metaKey) return place.isMac ? null : clipboardKey;
  if (metaKey && !ctrlKey && !shiftKey) return place.isMac ? clipboardKey : null;
  if (ctrlKey || metaKey) return null;
  if (key === 'insert' && shiftKey) return 'paste';
  if (key === 'f6' && !shiftKey) return 'leave';
  if (key === 'tab' && place.isEscapeHeld) return 'leave';
  return key === 'escape' && !shiftKey && !place.isFullScreen ? 'hold' : null;
}

function withShift(key: string): PageKey {
  if (key === 'c') return 'copy';
  return key === 'v' ? 'paste' : null;
}

// Without a selection Ctrl+C interrupts.
function withClipboard(key: string, place: KeyPlace): PageKey {
  if (key === 'c' || key === 'insert') return place.hasSelection ? 'copy' : null;
  return key === 'v' ? 'paste' : null;
}

/** Whether this browser runs where the clipboard's keys are Cmd. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}

/** What a sticky Ctrl makes of the next thing typed: one letter or one of @[\]^_ becomes its control character. */
export function withControl(typed: string): string {
  if (!/^[a-zA-Z@[\\\]^_ ]$/.test(typed)) return typed;
  return String.fromCharCode(typed.toUpperCase().charCodeAt(0) & 0x1f);
}

/** The bytes of the touch keys; arrows follow the terminal's cursor key mode. */
export function touchKeyText(
  key: 'Escape' | 'Tab' | 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
  isApplicationMode: boolean,
): string {
  const arrow = isApplicationMode ? '\u001bO' : '\u001b[';
  const texts = {
    Escape: '\u001b',
    Tab: '\t',
    ArrowUp: `${arrow}A`,
    ArrowDown: `${arrow}B`,
    ArrowRight: `${arrow}C`,
    ArrowLeft: `${arrow}D`,
  };
  return texts[key];
}
