import type { ITheme } from '@xterm/xterm';

const dark: ITheme = {
  background: '#0b141a',
  foreground: '#d5e2e6',
  cursor: '#7fd3dd',
  cursorAccent: '#0b141a',
  selectionBackground: '#27566380',
  black: '#24343c',
  red: '#f2806f',
  green: '#63cf9f',
  yellow: '#e6b667',
  blue: '#74b3ea',
  magenta: '#c99be6',
  cyan: '#63c8d3',
  white: '#c6d4d9',
  brightBlack: '#71868f',
  brightRed: '#ffa092',
  brightGreen: '#8be5bc',
  brightYellow: '#f7d08c',
  brightBlue: '#9dcbf6',
  brightMagenta: '#ddbcf3',
  brightCyan: '#93e0e8',
  brightWhite: '#f3f8fa',
};

const light: ITheme = {
  background: '#f8fbfb',
  foreground: '#18323c',
  cursor: '#0a6374',
  cursorAccent: '#f8fbfb',
  selectionBackground: '#a9dbe280',
  black: '#18323c',
  red: '#b3301d',
  green: '#0c6b46',
  yellow: '#8a5a00',
  blue: '#1a5fa8',
  magenta: '#7d3aa5',
  cyan: '#0a6374',
  white: '#5c7078',
  brightBlack: '#4c626b',
  brightRed: '#c63f2b',
  brightGreen: '#13774f',
  brightYellow: '#8f6008',
  brightBlue: '#256ab3',
  brightMagenta: '#8a45b3',
  brightCyan: '#106f81',
  brightWhite: '#2c444d',
};

/** The terminal's colours for the page's theme; every one readable on its background. */
export function terminalTheme(isLight: boolean): ITheme {
  return isLight ? light : dark;
}

/** Whether the page is light now. */
export function isPageLight(): boolean {
  return document.documentElement.dataset['theme'] === 'light';
}

/** Calls `change` each time the page changes between dark and light, until the signal aborts. */
export function followTheme(change: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(change);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  signal.addEventListener('abort', () => observer.disconnect());
}
