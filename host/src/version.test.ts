import { expect, test } from 'vitest';
import { isAtLeast } from './version.ts';

test('versions compare by number, not by letter, and marks behind them do not count', () => {
  expect(isAtLeast('28.5.2+dfsg4', '28.5.2')).toBe(true);
  expect(isAtLeast('1.9', '1.21.0')).toBe(false);
  expect(isAtLeast('v0.33.0', '0.30.0')).toBe(true);
  expect(isAtLeast(undefined, '0.0.0')).toBe(false);
});
