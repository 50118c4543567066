import type { IncomingMessage } from 'node:http';

/**
 * Whether a WebSocket may be opened from where it comes: its Origin is one of `allowList` (`https://course.example`), or it has none. A page always sends one;
 * a program that sends none has no cookies of anybody else, and needs a ticket all the same.
 */
export function isAllowedOrigin(request: Pick<IncomingMessage, 'headers'>, allowList: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const wanted = new URL(origin).origin;
  return wanted !== 'null' && allowList.some((allowed) => URL.canParse(allowed) && new URL(allowed).origin === wanted);
}
