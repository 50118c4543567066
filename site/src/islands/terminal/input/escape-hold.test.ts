import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEscapeHold, holdMs } from './escape-hold.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function makeHold() {
  const sent: string[] = [];
  return { sent, hold: createEscapeHold((text) => sent.push(text)) };
}

test('an Escape goes out once: with the next key, or after a while', () => {
  const { sent, hold } = makeHold();
  hold.hold();
  expect([hold.isHeld, sent]).toEqual([true, []]);
  hold.send();
  hold.send();
  vi.advanceTimersByTime(10 * holdMs);
  expect([hold.isHeld, sent]).toEqual([false, ['\u001b']]);
  hold.hold();
  vi.advanceTimersByTime(holdMs);
  expect([hold.isHeld, sent]).toEqual([false, ['\u001b', '\u001b']]);
});

test('one that was dropped never goes out', () => {
  const { sent, hold } = makeHold();
  hold.hold();
  hold.drop();
  vi.advanceTimersByTime(10 * holdMs);
  expect([hold.isHeld, sent]).toEqual([false, []]);
});

test('of two Escapes none is lost', () => {
  const { sent, hold } = makeHold();
  hold.hold();
  hold.hold();
  hold.send();
  expect(sent).toEqual(['\u001b', '\u001b']);
});
