import type { Environment } from '@marcbachmann/cel-js';
import { asWritten, withoutTexts, writtenName } from '../expression/functions/spelling.ts';
import type { LibraryError } from '../expression/library-error.ts';
import type { ExpressionProblem } from '../problem.ts';
import { suggest } from './suggest.ts';

/** What people write that exists in CEL's extensions or JavaScript but not here, and what to write instead. */
const instead: Readonly<Record<string, string>> = {
  'math.greatest': 'Write [a, b].max().',
  'math.least': 'Write [a, b].min().',
  math: 'Compare with <, or write [a, b].max() and [a, b].min().',
  'sets.contains': 'Write a.containsAll(b).',
  'sets.equivalent': 'Write a.sameItems(b).',
  'sets.intersects': 'Write a.exists(x, x in b).',
  'base64.decode': 'Write fromBase64(text).',
  'base64.encode': 'Compare with fromBase64(…) of the other side.',
  'lists.range': 'Write the numbers out: [0, 1, 2].',
  'regex.extract': 'Write text.find(pattern).',
  'regex.extractAll': 'Write text.findAll(pattern).',
  'regex.replace': 'Find the part with text.find(pattern), then text.replace(part, other).',
  'strings.quote': "Join with +: '\"' + text + '\"'.",
  format: 'Join texts with +, and write numbers as string(x).',
  sortBy: 'Write list.map(x, x.field).sort().',
  transformList: 'Write list.map(x, …) or list.filter(x, …).',
  transformMap: 'Write map.map(key, map[key]).',
  transformMapEntry: 'Write map.map(key, map[key]).',
  existsOne: 'Write list.exists_one(x, …).',
  optMap: 'Write isSet(a.b) ? … : …',
  optFlatMap: 'Write isSet(a.b) ? … : …',
  first: 'Write list[0].',
  last: 'Write list[size(list) - 1].',
  len: 'Write size(x).',
  length: 'Write size(x).',
  count: 'Write size(x).',
  some: 'Write list.exists(x, …).',
  any: 'Write list.exists(x, …).',
  every: 'Write list.all(x, …).',
  find_all: 'Write text.findAll(pattern).',
  includes: 'Write text.contains(part), or x in list.',
  has_key: "Write 'key' in map.",
  toLowerCase: 'Write text.lowerAscii().',
  toLower: 'Write text.lowerAscii().',
  lower: 'Write text.lowerAscii().',
  toUpperCase: 'Write text.upperAscii().',
  upper: 'Write text.upperAscii().',
  strip: 'Write text.trim().',
  toString: 'Write string(x).',
  str: 'Write string(x).',
  test: 'Write text.matches(pattern).',
  match: 'Write text.matches(pattern).',
  add: 'Write a + b.',
};

/** Kinds of values of the API server's CEL that no check has had a use for. */
const absent = /^(isURL|url|isIP|ip|isCIDR|cidr|semver|isSemver|jsonpatch|authorizer|ipaddr)$/;

const loops = /\.\s*(all|exists|exists_one|existsOne|map|filter|transformList)\s*\(\s*\w+\s*,\s*\w+\s*,/;

/** Signs of other languages, and what CEL has. */
const signs: readonly (readonly [RegExp, string, string])[] = [
  [
    /`/,
    'A name in backquotes cannot be read.',
    "Write a['x/y'] for a.`x/y`, and isSet(a['x/y']) or 'x/y' in a for has().",
  ],
  [/[=!]==/, 'There is no === and no !==.', 'Write == or !=.'],
  [/(?<![=!<>])=(?!=)/, 'One = compares nothing.', 'Write ==.'],
  [/<>/, 'There is no <>.', 'Write !=.'],
  [/\?\?/, 'There is no ??.', 'Write a.?b.orValue(c).'],
  [/\?\./, 'There is no ?. for a field that may be missing.', 'Write a.?b, and orValue(c) behind it.'],
  [/=>/, 'There is no =>.', 'Write list.exists(x, x > 1).'],
  [/\band\b/, 'There is no and.', 'Write &&.'],
  [/\bor\b(?!\s*\()/, 'There is no or.', 'Write ||.'],
  [/\bnot\b/, 'There is no not.', 'Write !.'],
  [/\bis\b/, 'There is no is.', 'Write ==.'],
];

/** Explains what is wrong with an expression; the library's own words are the last resort. */
export function adviceOn(
  error: LibraryError,
  text: string,
  names: readonly string[],
  environment: Environment,
): ExpressionProblem {
  const offset = error.range?.start ?? 0;
  const summary = asWritten(error.summary ?? 'it cannot be read');
  const bare = withoutTexts(text);
  const empty = /\[\s*\]\s*\.\s*(\w+)\s*\(/.exec(bare);
  if (empty && !error.summary)
    return {
      offset: empty.index,
      message: `${empty[1]} runs over a list that is always empty.`,
      fix: 'Name the list, or leave the part out: all of nothing is true, exists is false.',
    };
  const sign = /^(Unexpected|Expected|Invalid)/.test(summary)
    ? signs.find(([pattern]) => pattern.test(bare))
    : undefined;
  if (sign) return { offset: bare.search(sign[0]), message: sign[1], fix: sign[2] };
  const two = loops.exec(bare);
  if (two && error.code === 'unknown_variable' && two[1] !== 'map')
    return {
      offset: two.index,
      message: `${two[1]} has one variable here, not two.`,
      fix: `Write list.${two[1] === 'existsOne' ? 'exists_one' : two[1]}(x, …).`,
    };
  const called = calledIn(bare, summary, offset);
  if (called) return aboutCall(called, summary, offset, environment);
  if (error.code === 'unknown_variable') return aboutName(bare, offset, summary, names);
  return { offset, message: `The expression is wrong: ${summary}.`, fix: otherwise(summary) };
}

/** The function that the expression calls where it is wrong: one that the library names, or one with a variable of its own that it does not know as a loop. */
function calledIn(bare: string, summary: string, offset: number): { name: string; qualified: string } | undefined {
  const named = /no matching overload for '(?:.*\.)?(\w+)\(/.exec(summary)?.[1];
  if (named !== undefined) return { name: named, qualified: named };
  if (!summary.startsWith('Unknown variable')) return undefined;
  const space = /^(\w+)\s*\.\s*(\w+)\s*\(/.exec(bare.slice(offset));
  if (space && `${space[1]}.${space[2]}` in instead)
    return { name: space[2] ?? '', qualified: `${space[1]}.${space[2]}` };
  if (space?.[1] === 'math') return { name: 'math', qualified: 'math' };
  const loop = /(\w+)\s*\(\s*$/.exec(bare.slice(0, offset))?.[1];
  return loop !== undefined && loop in instead ? { name: loop, qualified: loop } : undefined;
}

function aboutCall(
  { name, qualified }: { name: string; qualified: string },
  summary: string,
  offset: number,
  environment: Environment,
): ExpressionProblem {
  const known = environment.getDefinitions().functions.map((one) => ({ ...one, name: writtenName(one.name) }));
  const same = known.filter((one) => one.name === name);
  if (same.length > 0 && instead[qualified] === undefined) {
    const ways = [
      ...new Set(same.map(({ signature }) => asWritten(signature).replace(/: .*/, '').replaceAll('ast', 'x'))),
    ];
    return {
      offset,
      message: `The expression is wrong: ${summary}.`,
      fix: `Write it as ${ways.slice(0, 4).join(' or ')}.`,
    };
  }
  const message = `There is no function ${qualified} here.`;
  const nearest = suggest(
    name,
    [...new Set(known.map((one) => one.name))].filter((one) => /^[a-z]/.test(one)),
  );
  const advice = instead[qualified];
  if (advice !== undefined) return { offset, message, fix: advice };
  if (absent.test(name))
    return { offset, message, fix: 'Compare the text, with matches(pattern) or startsWith(text).' };
  return { offset, message, fix: nearest === undefined ? listed : `Did you mean ${nearest}?` };
}

function aboutName(bare: string, offset: number, summary: string, names: readonly string[]): ExpressionProblem {
  const word = /^[A-Za-z_]\w*/.exec(bare.slice(offset))?.[0] ?? '';
  const nearest = suggest(word, names);
  const fix =
    nearest !== undefined && nearest !== word ? `Did you mean ${nearest}?` : `Here are known: ${names.join(', ')}.`;
  return { offset, message: `The expression is wrong: ${summary}.`, fix };
}

const listed = 'README.md of the grader lists the functions.';

function otherwise(summary: string): string {
  const [, left = '', right = ''] = /no such overload: (.+) (?:==|!=|[<>]=?|[-+*/%]|in) (.+)$/.exec(summary) ?? [];
  if (summary.startsWith('has()')) return "Write isSet(a['x']), or 'x' in a.";
  if (/requires bool|overload: !/.test(summary))
    return "Compare it with something, as in self.status.phase == 'Running'.";
  if (/compatible type/.test(summary)) return 'Give both the same type, as in string(a.?b.orValue(0)).';
  if (left === '') return /ternary/i.test(summary) ? 'Give both branches the same type, as with string(x).' : listed;
  const kinds = `${left} ${right}`;
  if (/\bdouble\b/.test(kinds) && /\bu?int\b/.test(kinds))
    return 'Write both as one kind, as in double(x) == 1.0 or x == 1.';
  if (/quantity/i.test(kinds) && / \* /.test(summary))
    return 'Multiply a quantity by a whole number, as in quantity("1Gi") * 2.';
  if (/quantity/i.test(kinds)) return 'Write quantity(…) on both sides.';
  if (/Timestamp|dyn<time>/.test(kinds)) return 'Write timestamp(…) on both sides, and durations as duration(…).';
  if (/Duration/.test(kinds)) return 'Write duration(…) on both sides.';
  if (/list/.test(left) && /list/.test(right)) return 'Join lists of one kind of item.';
  if (/optional/.test(kinds)) return 'Give it a value with orValue(…) first.';
  return 'Compare values of one kind: string(x), int(x) and quantity(x) convert.';
}
