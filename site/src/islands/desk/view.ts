import { recall, remember } from '../state/memory.ts';
import { createStore } from '../state/store.ts';
import { deskTerminal, showTerminal } from './terminal.ts';

/** Whether the lesson pages show the picture of the cluster, in the place of the terminal: as the student left it, on every lesson of the course. */
export const deskView = createStore<{ readonly isOpen: boolean }>({ isOpen: false });

/** Shows the picture where it was left open on the lesson before. Called once, when it is known whether the terminal is open. */
export function recallView(): void {
  deskView.set({ isOpen: !deskTerminal.get().isOpen && recall<unknown>('desk.view', false) === true });
  deskTerminal.subscribe(() => {
    if (deskTerminal.get().isOpen && deskView.get().isOpen) keep(false);
  });
}

/** Opens or closes the picture; it takes the place of the terminal, whose shells go on. */
export function showView(isOpen: boolean): void {
  if (isOpen) showTerminal(false);
  keep(isOpen);
}

function keep(isOpen: boolean): void {
  remember('desk.view', isOpen);
  deskView.set({ isOpen });
}
