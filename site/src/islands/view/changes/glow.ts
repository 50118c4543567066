/** How often each object has changed since then: what is drawn in another form must not glow for it. */
export function turnsSince(
  turns: ReadonlyMap<string, number>,
  then: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (then.size === 0) return turns;
  return new Map(Array.from(turns, ([uid, turn]) => [uid, turn - (then.get(uid) ?? 0)]));
}

/** The attributes of what glows once for each change; two names, since a running animation does not begin again. */
export function glow(turn: number | undefined): { 'data-changed'?: 'odd' | 'even' } {
  if (!turn) return {};
  return { 'data-changed': turn % 2 === 1 ? 'odd' : 'even' };
}
