import { request } from '../api/request.ts';
import { cellPath, cellStore } from './session.ts';
import { withCell } from './state.ts';

/** How long a text that the server could not be given is kept here before it is sent again (ms). */
const againMs = 5000;

/** A student who types is not asked to wait: what they wrote is sent when they pause (ms). */
const pauseMs = 600;

const unsaved = new Map<string, string | null>();
let timer: ReturnType<typeof setTimeout> | undefined;
let isLeaving = false;

/** Keeps what the student made of a manifest, here at once and on the server soon; null is what its author wrote. */
export function keepEdit(cell: string, edited: string | null): void {
  cellStore.update((state) => withCell(state, cell, { edited, isEditedHere: true }));
  unsaved.set(cell, edited);
  if (!isLeaving) {
    isLeaving = true;
    addEventListener('pagehide', () => void saveEdits());
  }
  clearTimeout(timer);
  timer = setTimeout(() => void saveEdits(), pauseMs);
}

async function saveEdits(): Promise<void> {
  clearTimeout(timer);
  // The rest of the page's script may still be on its way: then the lesson has no name yet.
  for (const [cell, edited] of cellStore.get().lesson === '' ? [] : unsaved) {
    const kept = await request('PUT', cellPath(cell), () => true, { edited });
    const isOver = kept.ok || kept.problem.code !== 'network';
    if (isOver && unsaved.get(cell) === edited) unsaved.delete(cell);
  }
  clearTimeout(timer);
  if (unsaved.size > 0) timer = setTimeout(() => void saveEdits(), againMs);
}
