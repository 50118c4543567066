import { useState } from 'preact/hooks';
import { recall, remember } from '../state/memory.ts';

/** How a student likes to see the cluster; remembered in this browser. */
export interface ViewSettings {
  readonly groupBy: 'node' | 'owner';
  readonly isTable: boolean;
  readonly hasSystem: boolean;
}

const usual: ViewSettings = { groupBy: 'node', isTable: false, hasSystem: false };

/** The settings, and how to change some of them. */
export function useViewSettings(): [ViewSettings, (change: Partial<ViewSettings>) => void] {
  const [settings, set] = useState(() => ({ ...usual, ...recall<Partial<ViewSettings>>('view', {}) }));
  return [
    settings,
    (change) => {
      const next = { ...settings, ...change };
      set(next);
      remember('view', next);
    },
  ];
}
