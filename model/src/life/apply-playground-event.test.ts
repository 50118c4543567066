import { expect, test } from 'vitest';
import { applyPlaygroundEvent } from './apply-playground-event.ts';
import type { Playground, PlaygroundEvent } from './playground.ts';

const playground: Playground = {
  id: 'p1',
  profile: 'one-node',
  state: 'starting',
  createdAt: '2026-01-01T00:00:00.000Z',
  readyAt: null,
  expiresAt: null,
  extensionsLeft: 1,
  sandbox: 's1',
  steps: [{ id: 'network', title: 'Making a network', state: 'running' }],
  problem: null,
};

test('an event changes what it names, and the same one twice changes nothing more', () => {
  const times = { readyAt: '2026-01-01T00:01:00.000Z', expiresAt: '2026-01-01T02:00:00.000Z', extensionsLeft: 0 };
  const step = { id: 'network', title: 'Making a network', state: 'done' } as const;
  const events: readonly [PlaygroundEvent, Partial<Playground>][] = [
    [
      { type: 'state', state: 'ready', problem: null },
      { state: 'ready', problem: null },
    ],
    [{ type: 'step', step }, { steps: [step] }],
    [{ type: 'times', ...times }, times],
    [{ type: 'playground', playground: { ...playground, id: 'p2' }, runs: [] }, { id: 'p2' }],
    [{ type: 'output', run: 'r1', offset: 0, text: 'more' }, {}],
  ];
  for (const [event, change] of events) {
    const after = applyPlaygroundEvent(playground, event);
    expect(after).toEqual({ ...playground, ...change });
    expect(applyPlaygroundEvent(after, event)).toEqual(after);
  }
});
