import { expect, test } from 'vitest';
import { opennessOf } from './shell-openness.ts';

test.each([
  'kubectl get pods',
  'kubectl get pods # it is all',
  'kubectl create cm a \\\n  --from-literal=x=1',
  "cat <<'EOF'\nif it's open \"\nEOF",
  'kubectl apply -f - <<EOF && echo done\na: 1\nEOF',
  'cat <<-E\n\ttext\n\tE',
  'cat <<A <<B\n1\nA\n2\nB\nls',
  'for i in 1 2; do\n  echo $i\ndone',
  'while ! kubectl get pod a; do sleep 1; done',
  'if true; then echo fi; fi',
  'case $x in a) echo 1 ;; *) echo 2 ;; esac',
  '{ echo a; echo b; } > f',
  '(cd /tmp && ls)',
  'f() { echo hi; }',
  'echo "it\'s $(echo "a)b") fine"',
  "echo 'a\nb'",
  "echo $'it\\'s'",
  'echo {a,b} if for case',
  'test $((1 << 2)) -eq 4',
  "kubectl get pod -o jsonpath='{.items[*].metadata.name}'",
  'true |\n  cat',
  'grep -c "a" <<< "text"',
  'make 2>&1 | tee log',
  'echo a#b',
  'kubectl get pods -o go-template=\'{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}\'',
])('is whole: %s', (text) => {
  expect(opennessOf(text)).toBeUndefined();
});

test.each([
  ['kubectl create cm a \\', { why: 'backslash' }],
  ['cat <<EOF', { why: 'heredoc', word: 'EOF' }],
  ["kubectl apply -f - <<'END'\na: 1\n END", { why: 'heredoc', word: 'END' }],
  ["echo 'a", { why: 'quote', mark: "'" }],
  ['echo "a\nb', { why: 'quote', mark: '"' }],
  ['echo $(date', { why: 'quote', mark: ')' }],
  ['true &&', { why: 'operator', sign: '&&' }],
  ['true |\n', { why: 'operator', sign: '|' }],
  ['for i in 1 2; do', { why: 'compound', word: 'done' }],
  ['if true; then\n  for x in a; do echo; done', { why: 'compound', word: 'fi' }],
  ['f() {', { why: 'compound', word: '}' }],
  ['(cd /tmp', { why: 'compound', word: ')' }],
])('waits for more: %s', (text, expected) => {
  expect(opennessOf(text)).toEqual(expected);
});
