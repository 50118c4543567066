import { createStore } from '../state/store.ts';

/** The two panes of the lab page. */
export type Pane = 'text' | 'terminal';

/** Which pane a phone shows; wide screens show both. */
export const shownPane = createStore<Pane>('text');

/** Shows a pane at once, so that what is in it can be scrolled to and focused. */
export function showPane(pane: Pane): void {
  const root = document.querySelector<HTMLElement>('.workbench');
  if (root) root.dataset['pane'] = pane;
  shownPane.set(pane);
}
