import type { Judgement } from '../attempt/state.ts';
import { showPane } from './panes/panes.ts';

/** What to look at first after Check, by urgency: a failure, what could not be told, what is still to do. */
const firstToSee = ['[data-outcome="fail"]', '[data-outcome="inconclusive"]', ':not([data-outcome="pass"])'];

/**
 * Brings what Check or Submit found into view, and into focus. A student who went on typing in the terminal meanwhile keeps the focus
 * there, and on a phone the pane as well.
 */
export function revealResult(kind: Judgement): void {
  const found = kind === 'submit' ? document.querySelector<HTMLElement>('.result') : firstCheck();
  const isWorking = document.activeElement?.closest('.pane-terminal, dialog') != null;
  if (!found || (isWorking && isPhone())) return;
  showPane('text');
  found.scrollIntoView({ block: found.matches('.check') ? 'center' : 'start', behavior: 'instant' });
  if (isWorking) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
}

function firstCheck(): HTMLElement | null {
  for (const kind of firstToSee) {
    const found = document.querySelector<HTMLElement>(`.check${kind}`);
    if (found) return found;
  }
  return document.querySelector<HTMLElement>('.full-points') ?? document.querySelector<HTMLElement>('.result');
}

function isPhone(): boolean {
  return getComputedStyle(document.querySelector('.pane-tabs') ?? document.body).display === 'flex';
}
