import { expect, test } from 'vitest';
import { cleanPaste, readPaste } from './paste.ts';

const esc = '\u001b';

test.each([
  ['an end of paste', `a${esc}[201~b`, 'a[201~b'],
  ['one within another', `a${esc}[20${esc}[201~1~b`, 'a[20[201~1~b'],
  ['ESC doubled', `${esc}${esc}[201~`, '[201~'],
  ['C1 as single code points', 'a\u009b201~\u009d0;t\u009c\u0090b', 'a201~0;tb'],
  ['DEL and backspace', 'rm x\b\b\b\bls\u007f', 'rm xls'],
  ['interrupt, end of file, literal next, undo', '\u0003\u0004\u0016\u001fls\u0000', 'ls'],
  ['vertical tab and form feed', 'a\u000bb\u000cc', 'abc'],
  ['shift in and out', '\u000ea\u000f', 'a'],
])('of a paste with %s only the text is left', (_, clip, text) => {
  expect(cleanPaste(clip)).toBe(text);
});

test('TAB and LF stay, and text of every script', () => {
  expect(cleanPaste('a:\n\tb: 海🚢é\u00a0👩‍🚀\n')).toBe('a:\n\tb: 海🚢é\u00a0👩‍🚀\n');
});

test('no control character but TAB and LF is left of any', () => {
  const all = String.fromCodePoint(...Array.from({ length: 0x100 }, (_, code) => code));
  // eslint-disable-next-line no-control-regex
  expect(cleanPaste(all + all).match(/[\u0000-\u001f\u007f-\u009f]/g)).toEqual([
    '\t',
    '\n',
    '\n',
    '\n',
    '\t',
    '\n',
    '\n',
    '\n',
  ]);
});

test.each([
  ['a', 1, false],
  ['a\n', 1, true],
  ['a\r', 1, true],
  ['a\rb', 2, true],
  ['a\r\nb\r\n', 2, true],
  ['a\r\rb', 3, true],
  ['a\u0085b\u2028c\u2029d', 4, true],
  [`a${esc}[201~\rb\r`, 2, true],
  ['a\u000bb', 1, false],
])('for a program that takes pastes as typing, %j has %d lines; asked: %s', (clip, lines, isAsked) => {
  expect(readPaste(clip, false)).toMatchObject({ lines, isAsked });
});

test('a program that knows pastes is asked for only from six lines on', () => {
  expect(readPaste('1\n2\n3\n4\n5\n', true).isAsked).toBe(false);
  expect(readPaste('1\r2\r3\r4\r5\r6', true)).toMatchObject({ lines: 6, isAsked: true });
});
