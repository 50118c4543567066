/** What is wrong with a pattern: it is none, or a student's text could keep it busy for ever. */
export function flawOf(pattern: string): { message: string; fix: string } | undefined {
  try {
    void new RegExp(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(': ').at(-1) : String(error);
    return {
      message: `${pattern} is not a regular expression: ${reason}.`,
      fix: String.raw`Correct it; a literal ( [ . * + ? is written as \\( \\[ and so on.`,
    };
  }
  // What is escaped or in a class neither groups nor repeats.
  const bare = pattern.replaceAll(/\\(?!k<|[1-9])[^]|\[(?:\\[^]|[^\]\\])*\]/g, 'x');
  if (/\\(?:k<|[1-9])/.test(bare))
    return {
      message: `The pattern ${pattern} refers back to a group, and a long text can keep it busy for ever.`,
      fix: 'Compare the two parts outside of the pattern.',
    };
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
    /\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)(?:[*+]|\{\d+(?:,\d*)?\})?|[*+]|\{\d+,\}|[^]/g,
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
