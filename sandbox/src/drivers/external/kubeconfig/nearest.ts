/** Returns the known name nearest to a misspelt one: with it as a part, or with at most a third of its letters changed. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const [best] = known
    .map((each) => ({ each, distance: each.toLowerCase().includes(wanted) ? 1 : distance(wanted, each.toLowerCase()) }))
    .filter((found) => found.distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((one, other) => one.distance - other.distance);
  return best?.each;
}

/** How many letters must be added, dropped or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1];
    for (let column = 1; column < row.length; column++) {
      const [above = 0, before = 0, across = 0] = [row[column], next[column - 1], row[column - 1]];
      next.push(Math.min(above + 1, before + 1, across + (letter === other[column - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
