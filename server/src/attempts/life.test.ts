import { attemptLife, AttemptState, nextState } from '@drydock/model';
import { expect, test } from 'vitest';
import { drawnLife, waysOf } from '../testing/drawing.ts';

test('the drawing in server/README.md shows exactly the ways of the table', () => {
  expect(drawnLife("An attempt's life")).toEqual(waysOf(attemptLife));
});

test('an event that the table does not name is refused as a bug', () => {
  expect(nextState('setup', 'prepared')).toBe('ready');
  for (const state of AttemptState.exclude(['setup']).options) {
    expect(() => nextState(state, 'prepared')).toThrow(`in the state '${state}' cannot be 'prepared'`);
  }
});

test('every state but the last can be ended, and the end is final', () => {
  for (const state of AttemptState.exclude(['ended']).options) expect(nextState(state, 'ended')).toBe('ended');
  expect(attemptLife.ended).toEqual({});
});
