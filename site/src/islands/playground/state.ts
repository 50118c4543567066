import type { Playground, PlaygroundEvent } from '@drydock/model';
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

/** A playground after an event; events of runs and their output change nothing of it. */
export function applyPlaygroundEvent(playground: Playground, event: PlaygroundEvent): Playground {
  switch (event.type) {
    case 'playground':
      return event.playground;
    case 'state':
      return { ...playground, state: event.state, problem: event.problem };
    case 'step': {
      const at = playground.steps.findIndex(({ id }) => id === event.step.id);
      const steps = at < 0 ? [...playground.steps, event.step] : playground.steps.with(at, event.step);
      return { ...playground, steps };
    }
    case 'times': {
      const { type: _type, ...times } = event;
      return { ...playground, ...times };
    }
    case 'run':
    case 'output':
      return playground;
  }
}
