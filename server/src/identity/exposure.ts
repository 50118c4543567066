import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config.ts';

/** What proxies add to a request; no browser or program on this machine sends them of its own accord. */
const proxyHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Why a request may come from somebody who does not sit at this machine: a proxy's header, a foreign name, HTTP/1.0, which is what proxies
 * speak to a server behind them. Undefined for the browser of this machine.
 */
export function exposureOf(request: {
  headers: IncomingHttpHeaders;
  httpVersion: string;
  remoteAddress: string | undefined;
}): string | undefined {
  const { headers, httpVersion, remoteAddress } = request;
  const proxied = proxyHeaders.find((name) => headers[name] !== undefined);
  if (proxied) return `the header ${proxied}`;
  if (httpVersion === '1.0') return 'HTTP/1.0';
  if (!isLocalName(`http://${headers.host ?? ''}`)) return `the name ${headers.host}`;
  const { origin, referer } = headers;
  if (origin !== undefined && !isLocalName(origin)) return `a page of ${origin}`;
  if (referer !== undefined && !isLocalName(referer)) return `a page of ${referer}`;
  if (remoteAddress !== undefined && !isLoopback(remoteAddress.replace(/^::ffff:/, '')))
    return `the address ${remoteAddress}`;
  return undefined;
}

/** Whether an address names this machine to itself. */
function isLocalName(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[(.*)\]$/, '$1'));
}
