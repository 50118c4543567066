import type { IncomingHttpHeaders } from 'node:http';
import { fail } from '../text/fail.ts';

/** Who may talk to this server from a browser. `check` throws `bad_origin`. */
export interface OriginCheck {
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean;
  check(headers: IncomingHttpHeaders): void;
}

/**
 * Holds other web pages off. The Host must be one of our names (a foreign name that resolves to this machine is DNS rebinding), and an
 * Origin must be the page we serve ourselves or one of `origins`. Programs without an Origin are not browsers and pass.
 */
export function createOriginCheck({
  names,
  origins,
  base = '',
}: {
  names: readonly string[];
  origins: readonly string[];
  /** The path of our pages. */
  base?: string;
}): OriginCheck {
  const listed = new Set(origins.map((origin) => parse(origin)?.origin ?? origin));
  const ownNames = new Set([...names, ...[...listed].flatMap((origin) => parse(origin)?.hostname ?? [])]);

  /** Where our pages are for a browser that names this host: behind a proxy, as the list has it. */
  function addressOf(host: string): string {
    return ([...listed].find((origin) => parse(origin)?.host === host) ?? `http://${host}`) + base;
  }
  function isAllowedHost(host: string | undefined): boolean {
    const url = parse(`http://${host ?? ''}`);
    return url !== undefined && ownNames.has(url.hostname);
  }
  function isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean {
    if (!isAllowedHost(host)) return false;
    if (origin === undefined || listed.has(origin)) return true;
    const url = parse(origin);
    return url !== undefined && ownNames.has(url.hostname) && url.host === parse(`http://${host}`)?.host;
  }
  return {
    isAllowedOrigin,
    check(headers) {
      const { host, origin } = headers;
      if (!isAllowedHost(host)) {
        throw fail('bad_origin', (text) => text.foreignName(host ?? ''));
      }
      const site = headers['sec-fetch-site'];
      const isForeignFetch =
        origin === undefined &&
        (site === 'cross-site' || site === 'same-site') &&
        headers['sec-fetch-mode'] !== 'navigate';
      if (isForeignFetch || !isAllowedOrigin(origin, host)) {
        throw fail('bad_origin', (text) => text.foreignPage(String(origin ?? site), addressOf(host ?? '')));
      }
    },
  };
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
