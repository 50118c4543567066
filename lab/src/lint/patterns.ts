import { PatternError, compileRe2 } from '../expression/functions/re2.ts';

/** What is wrong with a pattern: it is none, or a student's text could keep it busy for ever. */
export function flawOf(pattern: string): { message: string; fix: string } | undefined {
  try {
    void compileRe2(pattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return {
      message: `${pattern} is not a regular expression: ${error.message}.`,
      fix: error.fix,
    };
  }
  // What is escaped or in a class neither groups nor repeats.
  const bare = pattern
    .replaceAll(/\\Q[^]*?(?:\\E|$)|\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]/g, 'x')
    .replaceAll(/\(\?[imsU-]+\)/g, '');
  if (repeatsRepetition(bare))
    return {
      message: `The pattern ${pattern} repeats what is repeated in it, and a long text can keep it busy for ever.`,
      fix: 'Repeat it once: (a+)+ finds what a+ finds. For several lines use split and all.',
    };
  return undefined;
}

/** Whether a group that is repeated holds a repetition without an end. */
function repeatsRepetition(bare: string): boolean {
  const outer: boolean[] = [];
  let holds = false;
  for (const [token] of bare.matchAll(
    /\((?:\?(?:[imsU-]*:|P?<\w+>))?|\)(?:[*+]|\{\d+(?:,\d*)?\})?|[*+]|\{\d+,\}|[^]/g,
  )) {
    if (token.startsWith('(')) {
      outer.push(holds);
      holds = false;
    } else if (token.startsWith(')')) {
      const isRepeated = token.length > 1 && token !== '){1}';
      if (isRepeated && holds) return true;
      const isEndless = isRepeated && !/^\)\{\d+(,\d+)?\}$/.test(token);
      holds = outer.pop() === true || holds || isEndless;
    } else if (token === '*' || token === '+' || /^\{\d+,\}$/.test(token)) holds = true;
  }
  return false;
}
