import { createStore } from '../../state/store.ts';

/** The panes of the lab page. Terminal and cluster share a place. */
export type Pane = 'text' | 'terminal' | 'cluster';

/** Which pane a phone shows; wide screens show the text and one of the others. */
export const shownPane = createStore<Pane>('text');

/** Which of the two that share a place is shown there. */
export const shownSide = createStore<Exclude<Pane, 'text'>>('terminal');

/** Shows terminal or cluster in their place, without taking a phone away from the text. */
export function showSide(side: Exclude<Pane, 'text'>): void {
  if (shownPane.get() === 'text') shownSide.set(side);
  else showPane(side);
}

/** Shows a pane at once, so that what is in it can be scrolled to and focused. */
export function showPane(pane: Pane): void {
  const root = document.querySelector<HTMLElement>('.workbench');
  if (root) root.dataset['pane'] = pane;
  if (pane !== 'text') shownSide.set(pane);
  shownPane.set(pane);
}
