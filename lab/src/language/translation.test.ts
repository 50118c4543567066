import { expect, test } from 'vitest';
import { wordsOfActual } from '../expression/actual-words.ts';
import { goodPage as good } from '../testing/good-page.ts';
import { translationFindings } from '../testing/page-findings.ts';
import { parseLab } from './parse.ts';
import { parseTranslation } from './translation.ts';

test('a translation repeats ids and texts only', () => {
  const chinese = good
    .replace(/^lesson.*\nminutes.*\nparameters.*\n/m, '')
    .replace(' points={2}', '')
    .replace(/ resource=.* within="20s"\n.* that="[^"]*"/, '');
  const check = (text: string): string[] => translationFindings(good, text);
  expect(check(chinese)).toEqual([]);
  expect(check(chinese.replace('id="limit"', 'id="limt"'))).toEqual([
    expect.stringContaining('Check limt is not in lab.mdx. Did you mean limit?') as string,
  ]);
  expect(check(chinese.replace('id="limit"', 'id="elsewhere"'))).toEqual([
    expect.stringContaining('Check elsewhere is not in lab.mdx. Known there: limit.') as string,
    expect.stringContaining('Check limit is not translated.') as string,
  ]);
  expect(check(chinese.replace('<Hint>Look closer.</Hint>', ''))).toEqual([
    expect.stringContaining('has 1 hints, lab.mdx has 2') as string,
  ]);
  expect(check(chinese.replace('expected="a is b"', 'that="true" expected="a is b"'))).toEqual([
    expect.stringContaining('<Check> has that in a translation') as string,
  ]);
  expect(check(chinese.replace('title: A lab', 'title: A lab\nminutes: 15'))).toEqual([
    expect.stringContaining('unknown field minutes') as string,
  ]);
  expect(check(chinese.replace('objectives: [one]', 'objectives: [one, two]'))).toEqual([
    '3:1 The translation has 2 objectives, lab.mdx has 1. Translate each.',
  ]);
  expect(check(chinese.replace(/<Solution>[^]*/, ''))).toEqual([
    expect.stringContaining('1:1 lab.mdx has a <Solution>, this translation does not.') as string,
  ]);
  expect(check(chinese.replace('echo {{token}}', 'echo {{token}} x'))).toEqual([
    expect.stringMatching(/^25:17 «echo \{\{token\}\} x» is not what lab\.mdx shows\./) as string,
  ]);
});

test('an actual with words of the author is translated, and checked as that of the source', () => {
  const page = good.replace('expected="a is b"', 'actual="\'no \' + self.spec.nodeName" expected="a is b"');
  const source = parseLab(page, () => undefined);
  const chinese = (actual?: string) => {
    const found: string[] = [];
    const text = page
      .replace(/^lesson.*\nminutes.*\nparameters.*\n/m, '')
      .replace(' points={2}', '')
      .replace(/ resource=.* within="20s"\n.* that="[^"]*"/, '')
      .replace(/actual="[^"]*"/, actual === undefined ? '' : `actual="${actual}"`);
    const { checks } = parseTranslation(text, source, (_, message) => found.push(message));
    return { found, actual: checks.get('limit')?.actual };
  };
  const right = "'没有 ' + self.spec.nodeName";
  expect(chinese(right)).toEqual({ found: [], actual: right });
  expect(chinese('self.spec.nodName').found).toEqual([expect.stringContaining('nodName') as string]);
  expect(chinese().found).toEqual([expect.stringContaining('words that are not translated: «no»') as string]);
});

test("an author's words are distinguished from what is looked up, compared or of Kubernetes", () => {
  const words = (actual: string) =>
    wordsOfActual({ actual, probe: { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod' } }, with: {} });
  expect(words("string(size(items)) + ' of 2 available'")).toEqual([' of 2 available']);
  expect(words("items.map(p, p.metadata.name + (p.ready ? ' ready' : ' not ready')).join('; ')")).toEqual([
    ' ready',
    ' not ready',
  ]);
  expect(words("items[0].?content.orValue('no such file')")).toEqual(['no such file']);
  expect(words("items.filter(c, c.type == 'ready').map(c, c['kind'] + ' | imagePullSecrets: ✓').join(', ')")).toEqual(
    [],
  );
});
