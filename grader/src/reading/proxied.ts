/** What the API server's proxy changes in an answer: it puts its own path before links of text/html and before Location. */
export interface ProxiedAnswer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body is only the beginning of the answer. */
  readonly isCut?: boolean;
}

const hopHeaders = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // What the API server itself adds.
  'audit-id',
  'warning',
  'x-kubernetes-pf-flowschema-uid',
  'x-kubernetes-pf-prioritylevel-uid',
]);

/** Headers that the API server puts before those of the server behind it. */
const ownCaching = 'no-cache, private';

/** Undoes what the proxy at `prefix` (`/api/v1/…/proxy`) did to an answer, so that it is what the server behind it gave. */
export function withoutProxy(
  prefix: string,
  { body, headers, isCut = false }: ProxiedAnswer,
): Pick<ProxiedAnswer, 'body' | 'headers'> {
  const isHtml = /^text\/html\b/i.test(headers['content-type'] ?? '');
  const own = isHtml ? body.replaceAll(linkTo(prefix), '$1/') : body;
  const removed = body.length - own.length;
  const bare = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const original = hopHeaders.has(name) ? undefined : withoutOwn(name, value, prefix);
    return original === undefined ? [] : [[name, original]];
  });
  const known: Record<string, string> = Object.fromEntries(bare);
  const { 'content-length': length, ...rest } = known;
  // The proxy counted the page as it had written it. How many links come after a cut is not known.
  if (length === undefined || removed === 0) return { body: own, headers: known };
  return { body: own, headers: isCut ? rest : { ...rest, 'content-length': String(Number(length) - removed) } };
}

/** A header as the server behind the proxy wrote it; undefined for one that it did not write. */
function withoutOwn(name: string, value: string, prefix: string): string | undefined {
  if (/^(location|content-location)$/.test(name)) return strip(value, prefix);
  if (name !== 'cache-control') return value;
  if (value === ownCaching) return undefined;
  return value.startsWith(`${ownCaching}, `) ? value.slice(ownCaching.length + 2) : value;
}

/** An attribute that begins with the proxy's path. */
function linkTo(prefix: string): RegExp {
  const path = prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(=\s*["']?)(?:https?://[^/"'\s>]+)?${path}/`, 'g');
}

function strip(address: string, prefix: string): string {
  const path = address.replace(/^https?:\/\/[^/]+(?=\/api\/v1\/)/, '');
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : address;
}
