/** What the API server's proxy changes in an answer: it puts its own path before links of text/html and before Location. */
export interface ProxiedAnswer {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
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
]);

/** Undoes what the proxy at `prefix` (`/api/v1/…/proxy`) did to an answer, so that it is what the server behind it gave. */
export function withoutProxy(prefix: string, { body, headers }: ProxiedAnswer): ProxiedAnswer {
  const own = Object.entries(headers).filter(([name]) => !hopHeaders.has(name));
  const bare = Object.fromEntries(
    own.map(([name, value]) => [name, /^(location|content-location)$/.test(name) ? strip(value, prefix) : value]),
  );
  const isHtml = /^text\/html\b/i.test(headers['content-type'] ?? '');
  return { body: isHtml ? body.replaceAll(linkTo(prefix), '$1/') : body, headers: bare };
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
