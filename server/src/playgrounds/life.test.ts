import { nextPlaygroundState, playgroundLife, PlaygroundState } from '@drydock/model';
import { expect, test } from 'vitest';
import { drawnLife, waysOf } from '../testing/drawing.ts';

test('the drawing in server/README.md shows exactly the ways of the table', () => {
  expect(drawnLife("A playground's life")).toEqual(waysOf(playgroundLife));
});

test('an event that the table does not name is refused as a bug', () => {
  expect(nextPlaygroundState('starting', 'prepared')).toBe('ready');
  expect(() => nextPlaygroundState('lost', 'prepared')).toThrow("in the state 'lost' cannot be 'prepared'");
});

test('every state but the last can be ended, and the end is final', () => {
  for (const state of PlaygroundState.exclude(['ended']).options) {
    expect(nextPlaygroundState(state, 'ended')).toBe('ended');
  }
  expect(playgroundLife.ended).toEqual({});
});
