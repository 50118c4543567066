import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('line ends of Windows and of old Macs become those of everyone else', () => {
  expect(plainText('a\r\nb\r\n\r\nc')).toBe('a\nb\n\nc');
  expect(plainText('a\rb')).toBe('a\nb');
});

test('a byte order mark is taken from the beginning, and only from there', () => {
  expect(plainText('\uFEFF---\n')).toBe('---\n');
  expect(plainText('a\uFEFFb')).toBe('a\uFEFFb');
});

test('a plain text stays as it is', () => {
  expect(plainText('set -eu\n\ttrue\n')).toBe('set -eu\n\ttrue\n');
});
