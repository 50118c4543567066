import { startPlayground, playgroundStore } from '../playground/session.ts';
import { isAlive } from '../playground/state.ts';
import { recall, remember } from '../state/memory.ts';
import { createStore } from '../state/store.ts';
import { terminalsHere } from '../terminal/bridge.ts';

/** Whether the lesson pages show the terminal, and where: as the student left it, on every lesson of the course. */
export const deskTerminal = createStore<{
  readonly isOpen: boolean;
  readonly side: 'below' | 'beside';
  /** The student has asked for it on this page, so it may take the focus. */
  readonly isAsked: boolean;
}>({ isOpen: false, side: 'below', isAsked: false });

let waiting: string | null = null;
/** What had the focus when the student asked for the terminal. */
let asker: Element | null = null;

/** Shows the terminal where it was left open on the lesson before, without taking the focus. Called once. */
export function recallTerminal(): void {
  const side = recall<unknown>('desk.side', 'below') === 'beside' ? 'beside' : 'below';
  deskTerminal.update((state) => ({
    ...state,
    side,
    isOpen: state.isOpen || recall<unknown>('desk.open', false) === true,
  }));
  terminalsHere.subscribe(typeWaiting);
}

/** Opens or closes the terminal; what runs in it goes on. */
export function showTerminal(isOpen: boolean): void {
  remember('desk.open', isOpen);
  asker = document.activeElement;
  deskTerminal.update((state) => ({ ...state, isOpen, isAsked: isOpen }));
}

/** Whether a terminal that is there now may take the focus: the student asked for it, and has not gone on to something else. */
export function mayTakeFocus(): boolean {
  const { activeElement } = document;
  const isFree = activeElement === document.body || activeElement === asker || activeElement?.closest('.desk') != null;
  return deskTerminal.get().isAsked && isFree;
}

/** Puts the terminal below the text or beside it. */
export function placeTerminal(side: 'below' | 'beside'): void {
  remember('desk.side', side);
  deskTerminal.update((state) => ({ ...state, side }));
}

/** Types commands into the terminal without running them; gets a cluster and opens the terminal first where that is needed. */
export function typeInTerminal(commands: string): void {
  waiting = commands;
  showTerminal(true);
  const { playground } = playgroundStore.get();
  if (!isAlive(playground)) void startPlayground();
  typeWaiting();
}

function typeWaiting(): void {
  const terminals = terminalsHere.get();
  if (waiting === null || !terminals) return;
  const commands = waiting;
  waiting = null;
  terminals.type(commands, 'workspace', mayTakeFocus());
}
