import { recall, remember } from '../state/memory.ts';
import { createStore } from '../state/store.ts';

/** How the student likes terminals; the same for all, remembered in this browser. */
export interface TerminalSettings {
  fontSize: number;
  screenReader: boolean;
  copyOnSelect: boolean;
  /** `dom` never tries WebGL. */
  renderer: 'auto' | 'dom';
}

/** Font sizes in pixels. */
export const fontSizes = { minimum: 9, start: 14, maximum: 28 } as const;

const defaults: TerminalSettings = {
  fontSize: fontSizes.start,
  screenReader: false,
  copyOnSelect: false,
  renderer: 'auto',
};

export const terminalSettings = createStore<TerminalSettings>({
  ...defaults,
  ...recall<Partial<TerminalSettings>>('terminal', {}),
});

/** Changes some settings for all terminals; the font size is kept within its limits. */
export function changeSettings(change: Partial<TerminalSettings>): void {
  const next = { ...terminalSettings.get(), ...change };
  next.fontSize = Math.min(fontSizes.maximum, Math.max(fontSizes.minimum, Math.round(next.fontSize)));
  terminalSettings.set(next);
  remember('terminal', next);
}
