import { readFileSync } from 'node:fs';
import { attemptLife, AttemptState, nextState } from '@drydock/model';
import { expect, test } from 'vitest';

/** Every arrow of the drawing in server/README.md, as `state event → state`. */
function drawn(): string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const drawing = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(readme)?.[1] ?? '';
  return [...drawing.matchAll(/^\s*(\w+) --> (\w+) *: *(.+)$/gm)].flatMap(([, from, to, events = '']) =>
    events.split(',').map((event) => `${from} ${event.trim()} → ${to}`),
  );
}

const table = Object.entries(attemptLife).flatMap(([from, ways]) =>
  Object.entries(ways).map(([event, to]) => `${from} ${event} → ${to}`),
);

test('the drawing in server/README.md shows exactly the ways of the table', () => {
  expect(drawn().sort()).toEqual(table.sort());
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
