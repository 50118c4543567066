/** Joins sorted ids: `0-001, 0-003 to 0-005`. Three or more in sequence become a range. */
export function formatIds(ids: readonly string[]): string {
  const runs: [string, ...string[]][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && follows(run.at(-1) ?? '', id)) run.push(id);
    else runs.push([id]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(', '))).join(', ');
}

function follows(before: string, id: string): boolean {
  const [kind, number] = [before.slice(0, -3), Number(before.slice(-3))];
  return id === `${kind}${String(number + 1).padStart(3, '0')}`;
}
