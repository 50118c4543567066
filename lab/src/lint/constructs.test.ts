import { expect, test } from 'vitest';
import { environmentOf, evaluate } from '../expression/cel.ts';
import { checkExpression } from './check-expression.ts';
import { toCel } from '../expression/functions/to-cel.ts';
import type { Probe } from '../probe/kinds.ts';

const probe: Probe = {
  kind: 'resource',
  ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'lab', name: 'a' },
  absent: false,
};
const environment = environmentOf(probe, []);
const self = toCel({ metadata: { name: 'a', labels: { 'a/b': 'x' } }, data: { n: '3' } });

function findings(text: string): string[] {
  const found: string[] = [];
  checkExpression(text, { probe, with: {}, isCondition: false, parameters: ['token'] }, ({ offset, message, fix }) =>
    found.push(`${offset} ${message} ${fix}`),
  );
  return found;
}

// Every row is right in CEL, as cel-go and the API server work it out: it must not be false without a word.
test.each([
  // Patterns are those of RE2.
  [String.raw`'abc123'.matches('[[:digit:]]+')`, true],
  [String.raw`'abc'.matches('^[[:alpha:]]+$') && !'ab1'.matches('^[[:alpha:]]+$')`, true],
  [String.raw`'a_1'.matches('^[[:word:]]+$') && !'a-1'.matches('^[[:^punct:]]+$')`, true],
  [String.raw`'é'.matches('^\\p{L}$') && 'é'.matches('^\\pL$') && !'1'.matches('\\p{L}')`, true],
  [String.raw`'α'.matches('^\\p{Greek}$') && 'a'.matches('^\\P{Greek}$') && 'a'.matches('^\\p{^Greek}$')`, true],
  [String.raw`'memory'.matches('\\Amem') && !'a memory'.matches('\\Amem') && 'memory'.matches('ory\\z')`, true],
  [String.raw`'MEMORY'.matches('(?i)mem') && 'MEMORY'.matches('(?i:m)EM') && !'MEMORY'.matches('(?i:m)em')`, true],
  [String.raw`'xB'.matches('^(a|x(?i)b|c)$') && 'C'.matches('^(a|(?i)b|c)$') && !'A'.matches('^(a|(?i)b|c)$')`, true],
  [String.raw`'a\nb'.matches('(?s)a.b') && !'a\nb'.matches('a.b') && 'a\rb'.matches('a.b')`, true],
  [String.raw`'a\nb'.matches('(?m)^b$') && !'a\nb'.matches('^b$')`, true],
  [String.raw`!'a\u00a0b'.matches('a\\sb') && 'a b'.matches('a\\sb') && !'\v'.matches('\\s')`, true],
  [String.raw`'a.b'.matches('^\\Qa.b\\E$') && !'axb'.matches('^\\Qa.b\\E$')`, true],
  [String.raw`'x{,5}'.matches('^x{,5}$') && '] '.matches('^[]a] $') && '-'.matches('^[a\\-z]$')`, true],
  [String.raw`'😀'.matches('^.$') && '😀'.matches('^\\x{1F600}$') && 'A'.matches('^\\x41$')`, true],
  [String.raw`'a foo b'.matches('\\bfoo\\b') && !'afoo'.matches('\\bfoo') && 'afoo'.matches('\\Bfoo')`, true],
  [String.raw`'ab'.find('(?P<first>a)') == 'a' && 'a1b2'.findAll('[0-9]') == ['1', '2']`, true],
  [String.raw`'aa'.find('(?U)a+') == 'a' && 'aa'.find('a+?') == 'a' && 'aa'.find('(?U)a+?') == 'aa'`, true],
  [String.raw`'²'.matches('^\\pN$') && 'a'.matches('^\\PN$') && !'1'.matches('\\PN') && '²'.matches('[\\pN]')`, true],
  [String.raw`'a\nB'.matches('(?is)A.b') && !'a\nB'.matches('(?i-s)a.b') && 'aB'.matches('(?i)A(?-i)B')`, true],
  [String.raw`'\u212a'.matches('(?i)^k$') && 'ẞ'.matches('(?i)^ß$') && !'\u0661'.matches('\\d')`, true],
  [String.raw`'a*b'.matches('^a\\Q*\\Eb$') && 'a*'.matches('^a\\Q*') && 'aab'.matches('^\\Qa\\E+b$')`, true],
  [String.raw`'\u0007'.matches('^\\07$') && '\u0007'.matches('^\\a$') && 'a]'.matches('^[[:alpha:]]]$')`, true],
  [String.raw`!'a\n'.matches('a$') && 'a\n'.matches('(?m)a$') && 'a\n'.matches('a\\s\\z')`, true],
  [String.raw`'baaac'.findAll('a*') == ['', 'aaa', ''] && '😀a'.findAll('') == ['', '', '']`, true],
  [String.raw`'ab'.find('a|ab') == 'a' && 'abab'.findAll('(?:ab)+') == ['abab'] && 'x'.find('y') == ''`, true],
  [`'${'a'.repeat(40)}!'.matches('^(a+)+$')`, false],
  [`'${'a'.repeat(40)}!'.findAll('^(a|a)+$').size() > 0`, false],
  // Texts count characters.
  [`'😀a'.indexOf('a') == 1 && '😀a'.lastIndexOf('a') == 1 && '😀a'.indexOf('b') == -1`, true],
  [`'a😀a'.indexOf('a', 1) == 2 && 'abab'.lastIndexOf('ab', 1) == 0`, true],
  [`'😀a'.substring(1) == 'a' && '😀ab'.substring(0, 2) == '😀a'`, true],
  [`'😀a'.charAt(1) == 'a' && 'ab'.charAt(2) == '' && '😀'.size() == 1`, true],
  [`'😀a'.split('') == ['😀', 'a'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && 'a'.split(',', 0) == []`, true],
  [`'aaa'.replace('a', 'b', 2) == 'bba' && 'aaa'.replace('a', 'b') == 'bbb' && 'ab'.replace('', '-') == '-a-b-'`, true],
  [`'İÉ'.lowerAscii() == 'İÉ' && 'AbÉ'.lowerAscii() == 'abÉ' && 'éa'.upperAscii() == 'éA'`, true],
  [`'\\u0085 a\\n'.trim() == 'a' && '\\ufeffa'.trim() == '\\ufeffa'`, true],
  [`'😀ab'.reverse() == 'ba😀'`, true],
  // Times and durations.
  [
    `string(duration('90s')) == '90s' && string(duration('1h1.5s')) == '3601.5s' && string(duration('-1.5s')) == '-1.5s'`,
    true,
  ],
  [`string(timestamp('2026-01-01T00:00:00Z')) == '2026-01-01T00:00:00Z'`, true],
  [`string(timestamp('2026-01-01T08:00:00.500+08:00')) == '2026-01-01T00:00:00.5Z'`, true],
  [`string(timestamp('2026-01-01T00:00:10Z')) == '2026-01-01T00:00:10Z'`, true],
  [`int(timestamp('1970-01-01T00:01:00Z')) == 60 && timestamp(60) == timestamp('1970-01-01T00:01:00Z')`, true],
  [`timestamp('2026-03-29T12:00:00Z').getDayOfYear() == 87`, true],
  // Presence and optionals.
  [`has([{'a': 1}][0].a) && !has([{'a': 1}][0].b) && has(self.metadata.name) && !has(self.metadata.uid)`, true],
  [`self.data.?n == self.data.?n && self.data.?m == self.data.?o && self.data.?n != self.data.?m`, true],
  [`self.metadata.?name == optional.of('a') && self.metadata.?uid == optional.none()`, true],
  // Lists.
  [`[3, 1, 2].sort() == [1, 2, 3] && ['b', 'a'].sort() == ['a', 'b'] && [1, 2].isSorted() && ![2, 1].isSorted()`, true],
  [`[1, 2, 1].distinct() == [1, 2] && [1, 2].reverse() == [2, 1] && [1, 2, 3].slice(1, 3) == [2, 3]`, true],
  [`[[1], [2]].flatten() == [1, 2] && [1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2`, true],
  [`['1Gi', '500Mi'].map(x, quantity(x)).min() == quantity('500Mi')`, true],
  [`['1Gi', '500Mi'].map(x, quantity(x)).max() == quantity('1024Mi')`, true],
  [`['1Gi', '1Gi'].map(x, quantity(x)).sum() == quantity('2Gi') && [1, 2].sum() == 3`, true],
  [
    `[duration('1s'), duration('2s')].sum() == duration('3s') && [duration('1s'), duration('2s')].max() == duration('2s')`,
    true,
  ],
  [`quantity('100Mi') * 3 + quantity('1Gi') == 2 * quantity('662Mi') && quantity('250m') * 4 == quantity('1')`, true],
  [`['1Gi', '1Gi'].map(x, quantity(x)).sum() * 2 > quantity('3Gi')`, true],
  [`['2Gi', '1Gi'].map(x, quantity(x)).sort()[0] == quantity('1Gi')`, true],
  // Quantities of the API server.
  [`quantity('1Gi').isGreaterThan(quantity('1000Mi')) && quantity('1').isLessThan(quantity('2'))`, true],
  [`quantity('1Gi').compareTo(quantity('1024Mi')) == 0 && quantity('1').compareTo(quantity('2')) == -1`, true],
  [`quantity('1').add(quantity('2')).sub(quantity('1')) == quantity('2') && quantity('-1').sign() == -1`, true],
  [
    `quantity('2k').asInteger() == 2000 && !quantity('500m').isInteger() && quantity('500m').asApproximateFloat() == 0.5`,
    true,
  ],
  // Errors are absorbed by what decides without them.
  ["self.metadata.uid == '1' || true", true],
  ["self.metadata.uid == '1' && false", false],
  // Text of a literal is left alone.
  [`'has(x) matches(' + "indexOf(" == 'has(x) matches(indexOf('`, true],
  [String.raw`r'\d' == '\\d'`, true],
])('%s is %s', (text, value) => {
  expect(findings(text)).toEqual([]);
  expect(evaluate(environment, text, { self })).toEqual({ kind: 'value', value });
});

test.each([
  ["'token7'.matches('^' + params.word + '[[:digit:]]$')", { kind: 'value', value: true }],
  ["'TOKEN'.matches('(?i)^' + params.word + '$')", { kind: 'value', value: true }],
  ["'x1'.matches(params.pattern)", { kind: 'value', value: true }],
  [
    "'x1'.matches('[[:' + params.word + ':]]')",
    { kind: 'error', message: { en: '«[[:token:]]» is not a regular expression: there is no class [:token:]' } },
  ],
])('%s: a pattern that is known on the cluster only is one of RE2, or an error that is shown', (text, outcome) => {
  const params = { word: 'token', pattern: '^[[:alpha:]][[:digit:]]$' };
  expect(evaluate(environment, text, { self, params })).toMatchObject(outcome);
});

// Every row is refused, at its place and with what to write.
test.each([
  ["self.data.n.matches('(?=a)')", 20, 'looks ahead', 'Write two conditions'],
  [String.raw`self.data.n.matches('(a)\\1')`, 20, 'refers back', 'Compare the two parts'],
  ["self.data.n.matches('a**')", 20, 'repeats a repetition', 'Write one of the two'],
  [String.raw`self.data.n.matches('\\Z')`, 20, 'no escape', 'Write the letter without a backslash'],
  ["self.data.n.find('[[:digits:]]')", 17, 'no class [:digits:]', 'Write [[:digit:]]'],
  [String.raw`self.data.n.find('\\p{Foo}')`, 17, 'no class', String.raw`\\p{Han}`],
  ["self.data.n.matches('a(b')", 20, 'a ( is not closed', String.raw`\\(`],
  ["self.data.n.matches('a)')", 20, 'closes nothing', String.raw`\\)`],
  ["self.data.n.matches('[a')", 20, 'a [ is not closed', String.raw`\\[`],
  ["self.data.n.matches('*')", 20, 'before a repetition', '.*'],
  ["self.data.n.matches('a{3,2}')", 20, 'is not a repetition', '{2,5}'],
  ["self.data.n.matches('[z-a]')", 20, 'smaller character', 'Write [a-z]'],
  ["self.data.n.matches('(?i-)a')", 20, 'are not flags', 'Write (?i)'],
  ["self.data.n.matches('(?!a)')", 20, 'looks ahead or behind', 'Write two conditions'],
  ["self.data.n.matches('(?<=a)b')", 20, 'looks ahead or behind', 'Write two conditions'],
  ["self.data.n.matches('(?<!a)b')", 20, 'looks ahead or behind', 'Write two conditions'],
  [String.raw`self.data.n.matches('(?P<n>a)(?P=n)')`, 20, 'refers back', 'Compare the two parts'],
  [String.raw`self.data.n.matches('(?<n>a)\\k<n>')`, 20, 'refers back', 'Compare the two parts'],
  ["self.data.n.matches('a++')", 20, '++ repeats a repetition', 'Write one of the two'],
  ["self.data.n.matches('a*+')", 20, '*+ repeats a repetition', 'Write one of the two'],
  ["self.data.n.matches('(?>a)')", 20, 'a group of an unknown kind', '(?:…)'],
  ["self.data.n.matches('(?#a)')", 20, 'a group of an unknown kind', '(?:…)'],
  ["self.data.n.matches('(a)(?(1)b)')", 20, 'a group of an unknown kind', '(?:…)'],
  ["self.data.n.matches('(?x) a')", 20, 'are not flags', 'Write (?i)'],
  ["self.data.n.matches('(?P<n>a)(?P<n>b)')", 20, 'two groups are called n', 'its own name'],
  ["self.data.n.matches('(?P<>a)')", 20, 'has no name', '(?P<name>…)'],
  ["self.data.n.matches('(a{100}){100}')", 20, 'at most 1000 in all', '{2,5}'],
  [String.raw`self.data.n.matches('\\h\\R')`, 20, String.raw`no escape \h`, 'Write the letter without a backslash'],
  [String.raw`self.data.n.matches('\\C')`, 20, String.raw`no escape \C`, 'Write the letter without a backslash'],
  [String.raw`self.data.n.matches('\\u0041')`, 20, 'is not a character', String.raw`\\x41`],
  [String.raw`self.data.n.matches('\\x{110000}')`, 20, 'is not a character', String.raw`\\x{10FFFF}`],
  [String.raw`self.data.n.matches('[\\b]')`, 20, String.raw`does not hold \b`, 'outside of the [ ]'],
  [String.raw`self.data.n.matches('[a-\\d]')`, 20, 'smaller character', 'Write [a-z]'],
  [String.raw`self.data.n.matches('a\\')`, 20, String.raw`a \ is at the end`, String.raw`\\\\`],
  ["self.data.n.matches('^' + params.token + '[[:digits:]]$')", 20, 'no class [:digits:]', 'Write [[:digit:]]'],
  [String.raw`self.data.n.matches('(' + params['token'] + ')\\1')`, 20, 'refers back', 'Compare the two parts'],
  ["int('x') == 1", 4, 'always an error', "int('5')"],
  ["has(self.metadata.labels['a/b'])", 4, 'has() asks for a field', "isSet(a['x'])"],
  ['self.metadata.labels.`a/b` == 1', 21, 'backquotes', "a['x/y']"],
  ['[].all(e, e > 0)', 0, 'always empty', 'Name the list'],
  ['self.data == null', 0, 'Nothing here is null', 'Write !isSet(…)'],
  ['self.data != null', 0, 'Nothing here is null', 'Write isSet(…)'],
  ['math.greatest(1, 2)', 0, 'no function math.greatest', '[a, b].max()'],
  ['math.least(1, 2)', 0, 'no function math.least', '[a, b].min()'],
  ['math.abs(1)', 0, 'no function math', '[a, b].max()'],
  ['sets.contains([1], [1])', 0, 'no function sets.contains', 'a.containsAll(b)'],
  ["base64.decode('YQ==')", 0, 'no function base64.decode', 'fromBase64'],
  ["'%s'.format(['a'])", 0, 'no function format', 'Join texts with +'],
  ['self.data.sortBy(x, x)', 17, 'no function sortBy', '.sort()'],
  ['self.data.existsOne(x, x == 1)', 20, 'no function existsOne', 'exists_one'],
  ['[1].all(i, v, v > 0)', 3, 'one variable', 'list.all(x, …)'],
  ['[1].transformList(i, v, v > 0)', 3, 'one variable', 'list.transformList'],
  ['optional.of(1).optMap(x, x + 1)', 22, 'no function optMap', 'isSet(a.b)'],
  ['[1].first()', 0, 'no function first', 'list[0]'],
  ["isURL('x')", 0, 'no function isURL', 'matches(pattern)'],
  ['len(self.data)', 0, 'no function len', 'size(x)'],
  ["self.data.n.includes('3')", 0, 'no function includes', 'contains(part)'],
  ['self.data.n.toLowerCase()', 0, 'no function toLowerCase', 'lowerAscii()'],
  ['[1].some(x, x > 1)', 9, 'no function some', 'list.exists'],
  ["self.data.n = '3'", 12, 'One = compares nothing', 'Write =='],
  ["self.data.n === '3'", 12, 'no ===', 'Write == or !='],
  ['true and true', 5, 'no and', 'Write &&'],
  ['true or true', 5, 'no or', 'Write ||'],
  ['not true', 0, 'no not', 'Write !'],
  ["self.data.n ?? 'x'", 12, 'no ??', 'orValue'],
  ['self.data?.n', 9, 'no ?.', 'a.?b'],
  ["timestamp('2026-03-01 09:00:00.000')", 10, 'not a time of RFC 3339', '2026-03-01T09:00:00Z'],
  ["duration('1d')", 9, 'always an error', "'90s'"],
  ['1 == 1.0', 0, 'int == double', 'one kind'],
  ["quantity('1') > 1", 0, 'Quantity > int', 'quantity(…) on both sides'],
  ["'a'.indxOf('a')", 0, 'no function indxOf', 'Did you mean indexOf?'],
  ["self.data.n.replace('a')", 0, 'no matching overload', 'string.replace(string, string)'],
  ["matches('a', 'a')", 0, 'no matching overload', 'string.matches(string)'],
  ['[1, 2].join(",")', 0, 'no matching overload', 'list<string>.join(string)'],
])('%s is refused, with what to write', (text, offset, message, fix) => {
  const found = findings(text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${offset} `));
  expect(found[0]).toContain(message);
  expect(found[0]).toContain(fix);
});
