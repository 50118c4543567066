import { expect, test } from 'vitest';
import { glow, turnsSince } from './glow.ts';

test('each change glows again; what has not changed, or changed before the form did, does not', () => {
  const then = new Map([['old', 2]]);
  const turns = turnsSince(
    new Map([
      ['old', 2],
      ['new', 1],
    ]),
    then,
  );
  expect([glow(turns.get('old')), glow(turns.get('new')), glow(undefined)]).toEqual([
    {},
    { 'data-changed': 'odd' },
    {},
  ]);
  expect(glow(turnsSince(new Map([['old', 4]]), then).get('old'))).toEqual({ 'data-changed': 'even' });
});
