import { describe, expect, test } from 'vitest';
import { cutParameters, gatherPlaceholders } from './parameters.ts';

describe('parameters of an attempt in the text', () => {
  test('a text is cut at every placeholder, blanks inside allowed', () => {
    expect(cutParameters('lab-{{token}} and {{ user }}', new Set(['token', 'user']))).toEqual([
      { text: 'lab-' },
      { parameter: 'token' },
      { text: ' and ' },
      { parameter: 'user' },
    ]);
  });

  test('what only looks like one stays text', () => {
    expect(cutParameters('{{}} {token} {{1a}} {{a b}} {{a.b}}', new Set(['token', 'a', 'b']))).toEqual([
      { text: '{{}} {token} {{1a}} {{a b}} {{a.b}}' },
    ]);
  });

  test('words of other templates and escaped braces stay as they are written', () => {
    const declared = new Set(['token']);
    for (const words of ['{{range .items}}{{.name}}{{else}}none{{end}}', '{{ item }}', '${{ secrets.KEY }}'])
      expect(cutParameters(words, declared)).toEqual([{ text: words }]);
    expect(cutParameters('\\{{token}} is {{token}}', declared)).toEqual([
      { text: '{{token}} is ' },
      { parameter: 'token' },
    ]);
  });

  test('a placeholder the highlighter cut apart is whole again where it began', () => {
    expect(gatherPlaceholders(['-n lab-{', '{token', '}} run'])).toEqual(['-n lab-{{token}}', '', ' run']);
    expect(gatherPlaceholders(['a: \\', '{', '{a}}'])).toEqual(['a: \\{{a}}', '', '']);
    expect(gatherPlaceholders(['{{a}}{{', 'b', '}}-{{c', '}}'])).toEqual(['{{a}}{{b}}', '', '-{{c}}', '']);
  });

  test('texts without placeholders are left alone', () => {
    expect(gatherPlaceholders(['{', '{ }', '}'])).toEqual(['{', '{ }', '}']);
  });
});
