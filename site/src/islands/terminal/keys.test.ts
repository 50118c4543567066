import { expect, test } from 'vitest';
import { pageKey, touchKeyText, withControl } from './keys.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});
const never = Number.POSITIVE_INFINITY;

test('Ctrl+Shift with C, V, F or Escape is the page’s; plain Ctrl+C is the shell’s', () => {
  const both = { ctrlKey: true, shiftKey: true };
  expect(pageKey(press('C', both), never)).toBe('copy');
  expect(pageKey(press('V', both), never)).toBe('paste');
  expect(pageKey(press('F', both), never)).toBe('find');
  expect(pageKey(press('Escape', both), never)).toBe('leave');
  expect(pageKey(press('c', { ctrlKey: true }), never)).toBeNull();
});

test('Tab completes, but leaves the terminal right after Escape', () => {
  expect(pageKey(press('Tab'), never)).toBeNull();
  expect(pageKey(press('Tab'), 400)).toBe('leave');
  expect(pageKey(press('Tab', { shiftKey: true }), 400)).toBe('leave');
  expect(pageKey(press('Tab'), 5000)).toBeNull();
});

test('a sticky Ctrl makes control characters of letters and leaves the rest', () => {
  expect(withControl('c')).toBe('\u0003');
  expect(withControl('D')).toBe('\u0004');
  expect(withControl('[')).toBe('\u001b');
  expect(withControl('中')).toBe('中');
  expect(withControl('ls')).toBe('ls');
});

test('arrows follow the cursor key mode', () => {
  expect(touchKeyText('ArrowUp', false)).toBe('\u001b[A');
  expect(touchKeyText('ArrowLeft', true)).toBe('\u001bOD');
});
