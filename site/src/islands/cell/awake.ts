import { createStore } from '../state/store.ts';

/** Whether the cells of the page are in use, here or from an earlier visit: only then is their script loaded. */
export const awake = createStore(false);
