import { expect, test } from 'vitest';
import { columnsOf, terminalWidths } from './width.ts';

test.each([
  ['a', [1]],
  ['é', [1]],
  ['e\u0301', [1, 0]],
  ['海', [2]],
  ['한', [2]],
  ['\u1112\u1161\u11ab', [2, 0, 0]],
  ['🚢', [2]],
  ['🫠', [2]],
  ['🫨', [2]],
  ['🛜', [2]],
  ['❤️', [1, 0]],
  ['👩‍🚀', [2, 0, 2]],
  ['ก็', [1, 0]],
  ['…', [1]],
  ['\u00ad', [1]],
  ['\u{20000}', [2]],
])('%s takes %j columns', (text, widths) => {
  expect(Array.from(text, (character) => columnsOf(character.codePointAt(0) ?? 0))).toEqual(widths);
});

test('a mark joins the character before it, which keeps its width, and has a column where there is nothing to join', () => {
  const ship = terminalWidths.charProperties(0x1f6a2, 0);
  expect([ship >> 1, ship & 1]).toEqual([2, 0]);
  const mark = terminalWidths.charProperties(0x301, ship);
  expect([mark >> 1, mark & 1]).toEqual([2, 1]);
  expect(terminalWidths.charProperties(0x301, 0)).toBe(2);
});
