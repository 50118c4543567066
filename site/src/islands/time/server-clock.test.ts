import { expect, test, vi } from 'vitest';
import { learnServerTime, serverNow } from './server-clock.ts';

test('the time is the one the server told, whatever the clock of this machine says', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.parse('2020-01-01T00:00:00Z') });
  learnServerTime('2026-01-01T00:00:00Z');
  expect(new Date(serverNow()).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  vi.setSystemTime(Date.parse('1999-01-01T00:00:00Z'));
  vi.advanceTimersByTime(5000);
  expect(new Date(serverNow()).toISOString()).toBe('2026-01-01T00:00:05.000Z');
  learnServerTime('2026-01-01T00:00:04Z', 2000);
  expect(new Date(serverNow()).toISOString()).toBe('2026-01-01T00:00:05.000Z');
  learnServerTime('2026-01-01T01:00:00Z', 2000);
  expect(new Date(serverNow()).toISOString()).toBe('2026-01-01T01:00:00.000Z');
  learnServerTime('no time');
  learnServerTime(null);
  expect(new Date(serverNow()).toISOString()).toBe('2026-01-01T01:00:00.000Z');
  vi.useRealTimers();
});
