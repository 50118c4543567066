import type { History } from './history.ts';

/** Where a viewer goes on reading. */
export interface ResumePoint {
  /** The first byte it is sent; null: all that is kept. */
  readonly from: number | null;
  /** Whether it has everything before `from`. */
  readonly isKept: boolean;
  /** Whether it is sent the screen as it is instead of the start that is gone. */
  readonly isRepaint: boolean;
}

/** Finds where a viewer goes on that asks for the byte `asked`, or null for one that has nothing yet. */
export function resumePoint(asked: number | null, history: Pick<History, 'start' | 'end'>): ResumePoint {
  if (asked !== null && asked >= history.start && asked <= history.end)
    return { from: asked, isKept: true, isRepaint: false };
  // A viewer that missed more than is kept, and one that comes when the start is gone, gets a repaint.
  const isRepaint = history.start > 0;
  return { from: isRepaint ? 0 : null, isKept: false, isRepaint };
}
