import { expect, test } from 'vitest';
import { fillParameters, parameterName, parameterPlace } from './fill-parameters.ts';

test('a value replaces its name everywhere, blanks inside allowed, and is inserted unchanged', () => {
  expect(fillParameters('{{a}} {{b}} {{ a }}', { a: '1', b: '$&' })).toBe('1 $& 1');
  expect(fillParameters('{{a}}', { a: '{{b}}', b: '2' })).toBe('{{b}}');
});

test('a name without a value stays as it is', () => {
  expect(fillParameters('a {{token}} {{ other }}', { token: 'x' })).toBe('a x {{ other }}');
});

test.each([
  "kubectl get pod x -o go-template='{{range .status.containerStatuses}}{{.name}}{{else}}none{{end}}'",
  "-o jsonpath='{.items[*].metadata.name}'",
  'replicas: {{ .Values.replicas }}',
  '{{ item }} {% for x in y %}{{ x }}{% endfor %}',
  'key: ${{ secrets.KEY }}',
])('braces of other template languages stay as they are: %s', (text) => {
  expect(fillParameters(text, { token: 'x' })).toBe(text);
});

test('braces after a backslash stay braces', () => {
  expect(fillParameters('\\{{token}} is {{token}}, \\{{ item }} too', { token: 'x' })).toBe(
    '{{token}} is x, {{ item }} too',
  );
  expect(fillParameters('a\\n {{toString}}', {})).toBe('a\\n {{toString}}');
});

test('what no lab can name is no place of a parameter', () => {
  const texts = '{{}} {token} {{1a}} {{a b}} {{.a}} {{a.b}} {{a-b}} {{a_b}} {{A}}';
  const names = ['1a', 'a b', '.a', 'a.b', 'a-b', 'a_b', 'A'];
  expect(fillParameters(texts, Object.fromEntries(names.map((name) => [name, 'x'])))).toBe(texts);
  expect(names.filter((name) => parameterName.test(name))).toEqual([]);
});

test.each(['token', 'a', 'userName2'])('%s is a name, and its place is found', (name) => {
  expect(name).toMatch(parameterName);
  expect([...`x {{${name}}} y`.matchAll(parameterPlace)].map(([, , found]) => found)).toEqual([name]);
});
