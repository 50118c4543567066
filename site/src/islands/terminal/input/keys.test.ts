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
const place = { hasSelection: false, isEscapeHeld: false, isFullScreen: false, isMac: false };
const selected = { ...place, hasSelection: true };
const control = { ctrlKey: true };
const both = { ctrlKey: true, shiftKey: true };

test('Ctrl+C copies what is selected, and interrupts when nothing is; Ctrl+V pastes', () => {
  expect(pageKey(press('c', control), selected)).toBe('copy');
  expect(pageKey(press('C', control), selected)).toBe('copy');
  expect(pageKey(press('c', control), place)).toBeNull();
  expect(pageKey(press('v', control), place)).toBe('paste');
  expect(pageKey(press('Insert', { shiftKey: true }), place)).toBe('paste');
  expect(pageKey(press('Insert', control), selected)).toBe('copy');
});

test('with Shift they copy, paste and search whatever is selected', () => {
  for (const where of [place, selected, { ...place, isMac: true }]) {
    expect(pageKey(press('C', both), where)).toBe('copy');
    expect(pageKey(press('V', both), where)).toBe('paste');
    expect(pageKey(press('F', both), where)).toBe('find');
  }
});

test('on a Mac the clipboard is on Cmd, and Ctrl is the shell’s', () => {
  const mac = { ...selected, isMac: true };
  expect(pageKey(press('c', { metaKey: true }), mac)).toBe('copy');
  expect(pageKey(press('v', { metaKey: true }), mac)).toBe('paste');
  expect(pageKey(press('c', control), mac)).toBeNull();
  expect(pageKey(press('v', control), mac)).toBeNull();
  expect(pageKey(press('c', { metaKey: true }), selected)).toBeNull();
});

test.each(['a', 'd', 'r', 'l', 'w', 'z', '[', 'Escape', 'F6'])('Ctrl and %s is the shell’s', (key) => {
  expect(pageKey(press(key, control), selected)).toBeNull();
  expect(pageKey(press(key, { altKey: true }), selected)).toBeNull();
});

test('F6 leaves the terminal from everywhere; Ctrl+Shift+Escape is the system’s', () => {
  expect(pageKey(press('F6'), place)).toBe('leave');
  expect(pageKey(press('F6'), { ...place, isFullScreen: true })).toBe('leave');
  expect(pageKey(press('F6', { shiftKey: true }), place)).toBeNull();
  expect(pageKey(press('Escape', both), place)).toBeNull();
});

test('at a prompt Escape waits for what follows, and Tab after it leaves; Tab alone completes', () => {
  const held = { ...place, isEscapeHeld: true };
  expect(pageKey(press('Escape'), place)).toBe('hold');
  expect(pageKey(press('Tab'), held)).toBe('leave');
  expect(pageKey(press('Tab', { shiftKey: true }), held)).toBe('leave');
  expect(pageKey(press('k'), held)).toBeNull();
  expect(pageKey(press('Tab'), place)).toBeNull();
});

test('a program that has the whole screen gets Escape at once and Tab after it', () => {
  const vim = { ...place, isFullScreen: true };
  expect(pageKey(press('Escape'), vim)).toBeNull();
  expect(pageKey(press('Tab'), vim)).toBeNull();
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
