import { expect, test } from 'vitest';
import { commandText } from './command-text.ts';

test('a copied command does not run by itself', () => {
  expect(commandText('kubectl get pods\n')).toBe('kubectl get pods');
  expect(commandText('kubectl get pods\r\n\r\n')).toBe('kubectl get pods');
});

test('prompts and output of a session are left out, heredocs are kept whole', () => {
  expect(commandText('$ kubectl get ns\nNAME   STATUS\n$ kubectl get pods')).toBe('kubectl get ns\nkubectl get pods');
  expect(commandText("cat <<'EOF'\n  a: $ b\nEOF")).toBe("cat <<'EOF'\n  a: $ b\nEOF");
});
