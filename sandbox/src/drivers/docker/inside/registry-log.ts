/** So many lines are kept from each end. */
const keptLines = 500;

/** Bounds a log to its first and last lines among those that hold `of`: what else was asked, however often, pushes none of them out. */
export function boundedLog(log: string, of?: string): string {
  const lines = log.split('\n').filter((line) => line !== '' && (of === undefined || line.includes(of)));
  const kept =
    lines.length <= 2 * keptLines ? lines : [...lines.slice(0, keptLines), ...lines.slice(lines.length - keptLines)];
  return kept.map((line) => `${line}\n`).join('');
}
