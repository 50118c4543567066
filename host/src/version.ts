/** Returns whether a dotted version is there and not older than another; what is behind `+`, `-` or `~` does not count. */
export function isAtLeast(version: string | undefined, minimum: string): boolean {
  if (version === undefined) return false;
  const [mine, least] = [numbers(version), numbers(minimum)];
  for (let at = 0; at < Math.max(mine.length, least.length); at += 1) {
    const difference = (mine[at] ?? 0) - (least[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): number[] {
  return (version.replace(/^v/, '').split(/[-+~]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
