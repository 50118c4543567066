import { expect, test } from 'vitest';
import { commandText, pasteLines } from './command-text.ts';

test('a copied command does not run by itself', () => {
  expect(commandText('kubectl get pods\n')).toBe('kubectl get pods');
  expect(commandText('kubectl get pods\r\n\r\n')).toBe('kubectl get pods');
});

test('prompts and output of a session are left out, heredocs are kept whole', () => {
  expect(commandText('$ kubectl get ns\nNAME   STATUS\n$ kubectl get pods')).toBe('kubectl get ns\nkubectl get pods');
  expect(commandText("cat <<'EOF'\n  a: $ b\nEOF")).toBe("cat <<'EOF'\n  a: $ b\nEOF");
});

test('a paste that would run several lines is asked about', () => {
  expect(pasteLines('ls', false)).toBe(0);
  expect(pasteLines('ls\n', false)).toBe(1);
  expect(pasteLines('a\nb', false)).toBe(2);
  expect(pasteLines('a\nb\nc\nd\ne\n', true)).toBe(0);
  expect(pasteLines('1\n2\n3\n4\n5\n6', true)).toBe(6);
});
