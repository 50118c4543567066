import { createStore, type Store } from '../state/store.ts';
import { recall, remember } from '../state/memory.ts';
import { isFull, isFullySubmitted, judgingOf, type LabState } from './state.ts';

/** Whether this student wants a lab to be submitted as soon as it has all points. */
export const autoSubmit = createStore(recall<unknown>('autosubmit', false) === true);

/** Chooses it, for all labs of this browser. */
export function chooseAutoSubmit(isOn: boolean): void {
  remember('autosubmit', isOn);
  autoSubmit.set(isOn);
}

/** Submits at full points where the student has chosen so: once each time they are reached, and not what was submitted with all points before. */
export function submitAtFullPoints(store: Store<LabState>, submit: () => void): void {
  let wasSubmitted = false;
  const look = () => {
    const state = store.get();
    if (!isFull(state)) wasSubmitted = false;
    else if (autoSubmit.get() && !wasSubmitted && !isFullySubmitted(state) && !judgingOf(state) && !state.busy) {
      wasSubmitted = true;
      submit();
    }
  };
  store.subscribe(look);
  autoSubmit.subscribe(look);
}
