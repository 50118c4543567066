import type { Playground } from '@drydock/model';
import { type LeaseView, newLeaseView } from '../lease/lease-session.ts';

/** What the student is waiting for. */
export type PlaygroundBusy = 'start' | 'reset' | 'end' | 'extend';

/** Everything a lesson page draws about the playground. */
export interface PlaygroundView extends LeaseView<PlaygroundBusy> {
  playground: Playground | null;
}

/** The state of a page that has just been opened. */
export const newPlaygroundView: PlaygroundView = { ...newLeaseView, playground: null };

/** Whether a playground is there or on its way. */
export function isAlive(playground: Playground | null): playground is Playground {
  return playground !== null && playground.state !== 'ended';
}
