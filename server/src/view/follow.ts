import type { ViewEvent } from '@drydock/model';
import type { Sandbox } from '@drydock/sandbox';
import { type ErrorLog, toCourseError } from '../http/problem.ts';
import type { Access } from '../identity/may.ts';
import type { Views } from './views.ts';

/** What has a sandbox that can be looked at: an attempt, or a playground. */
export interface ViewPlace {
  /**
   * Counts as being looked at until the returned function is called. `onMove` is told when it may
   * have another sandbox, or has one now. Rejects when the principal may not look.
   */
  attend(access: Access, id: string, onMove: () => void): Promise<() => void>;
  /** Its sandbox, thawed; rejects while it has none. */
  sandbox(access: Access, id: string): Promise<Sandbox>;
}

/** A sandbox that wakes slowly is looked for again. */
const againMs = 3000;

/** Follows a place for one viewer, through resets and new sandboxes, until the returned function is called. */
export async function followView(
  { place, views, log }: { readonly place: ViewPlace; readonly views: Views; readonly log: ErrorLog },
  access: Access,
  id: string,
  tell: (event: ViewEvent) => void,
): Promise<() => void> {
  let isOpen = true;
  let seen: { readonly sandbox: string; close(): void } | undefined;
  let looking: Promise<void> | undefined;
  let mustLookAgain = false;
  let timer: NodeJS.Timeout | undefined;

  function leave(): void {
    seen?.close();
    seen = undefined;
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    try {
      const sandbox = await place.sandbox(access, id);
      if (!isOpen || seen?.sandbox === sandbox.id) return;
      leave();
      const close = await views.open(sandbox, tell);
      if (isOpen) seen = { sandbox: sandbox.id, close };
      else close();
    } catch (error) {
      if (!isOpen) return;
      leave();
      tell({ type: 'status', status: 'waiting', problem: toCourseError(error, log).toJSON() });
      timer = setTimeout(onMove, againMs);
    }
  }

  function onMove(): void {
    mustLookAgain = true;
    looking ??= (async () => {
      while (mustLookAgain && isOpen) {
        mustLookAgain = false;
        await look();
      }
      looking = undefined;
    })();
  }

  const unattend = await place.attend(access, id, onMove);
  onMove();
  return () => {
    isOpen = false;
    clearTimeout(timer);
    leave();
    unattend();
  };
}
