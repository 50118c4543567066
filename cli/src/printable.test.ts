import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test("a cluster's text cannot move the cursor, change colours or the title; other text stays", () => {
  expect(printable('\u001b[2J\u001b]0;pwned\u0007 内存 200Mi\u009b1A\r\nnext')).toBe(
    '\\u001b[2J\\u001b]0;pwned\\u0007 内存 200Mi\\u009b1A\\u000d\nnext',
  );
});
