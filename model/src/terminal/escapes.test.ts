import { expect, test } from 'vitest';
import { escapesIn } from './escapes.ts';

const escaped = (source: string, text: string): string =>
  Array.from(text, (character, index) => (escapesIn(source, text)(index) ? '^' : character)).join('');

test('a backslash and an entity escape the character they stand for', () => {
  expect(escaped('a **b**', 'a **b**')).toBe('a **b**');
  expect(escaped('\\*\\*a** b', '**a** b')).toBe('^^a** b');
  expect(escaped('&#42;a&amp;*b', '*a&*b')).toBe('^a^*b');
  expect(escaped('a & b *c* \\', 'a & b *c* \\')).toBe('a & b *c* \\');
});

test('indentation that is not in the text is passed over', () => {
  expect(escaped('a\n   **b**', 'a\n**b**')).toBe('a\n**b**');
  expect(escaped('a\n  \\*b* c', 'a\n*b* c')).toBe('a\n^b* c');
});

test('what cannot be followed counts as escaped', () => {
  expect(escaped('x**', 'ab**')).toBe('^^^^');
});
