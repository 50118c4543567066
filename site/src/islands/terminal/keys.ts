/** What a key press means to the page instead of to the shell. */
export type PageKey = 'copy' | 'paste' | 'find' | 'leave' | null;

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** How long after Escape a Tab leaves the terminal, in milliseconds. */
export const escapeThenTabMs = 1500;

/** Reads a key press. `sinceEscapeMs` is the time since Escape was pressed alone, with no other key between. */
export function pageKey(press: KeyPress, sinceEscapeMs: number): PageKey {
  const { ctrlKey, shiftKey, altKey, metaKey } = press;
  const key = press.key.toLowerCase();
  if (ctrlKey && shiftKey && !altKey && !metaKey) {
    if (key === 'c') return 'copy';
    if (key === 'v') return 'paste';
    if (key === 'f') return 'find';
    if (key === 'escape') return 'leave';
  }
  if (key === 'tab' && !ctrlKey && !altKey && !metaKey && sinceEscapeMs < escapeThenTabMs) return 'leave';
  return null;
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
