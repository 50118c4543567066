/** A question of the curriculum with the quizzes that ask it; without `number`, quizzes of the lesson's own. */
export interface Question {
  /** `Q24` */
  readonly number?: string;
  readonly quizzes: readonly string[];
}

/** Reads `Q53 first half (q53), own: q8-1-account`: one item per comma or semicolon outside parentheses. */
export function questionsOf(part: string): readonly Question[] {
  const outsideParentheses = /[,;，；、](?![^(（]*[)）])/;
  const items = part.split(outsideParentheses).flatMap((item) => {
    const numbers = new Set(item.match(/(?<![\w-])Q\d+/g));
    const quizzes = new Set(item.match(/(?<![\w-])q\d[a-z0-9-]*/g));
    if (numbers.size > 0) return [...numbers].map((number) => ({ number, quizzes }));
    return quizzes.size > 0 ? [{ number: '', quizzes }] : [];
  });
  return [...Map.groupBy(items, ({ number }) => number)].map(([number, group]) => ({
    ...(number !== '' && { number }),
    quizzes: [...new Set(group.flatMap(({ quizzes }) => [...quizzes]))],
  }));
}
