import type { Playground, PlaygroundEvent } from './playground.ts';
import { withChange, withStep } from './with-change.ts';

/** A playground after an event; events of runs and their output change nothing of it. */
export function applyPlaygroundEvent(playground: Playground, event: PlaygroundEvent): Playground {
  switch (event.type) {
    case 'playground':
      return event.playground;
    case 'step':
      return { ...playground, steps: withStep(playground.steps, event.step) };
    case 'state':
    case 'times':
      return withChange(playground, event);
    case 'run':
    case 'output':
      return playground;
  }
}
