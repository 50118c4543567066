/** The attributes of what glows once for each change; two names, since a running animation does not begin again. */
export function glow(turn: number | undefined): { 'data-changed'?: 'odd' | 'even' } {
  if (!turn) return {};
  return { 'data-changed': turn % 2 === 1 ? 'odd' : 'even' };
}
