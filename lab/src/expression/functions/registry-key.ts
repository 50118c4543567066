/** Host and path of a key without a scheme, as Go's `url.Parse` splits `https://` and the key; undefined for what it refuses. */
function parseKey(key: string): { readonly host: string; readonly path: string } | undefined {
  const [, authority = '', rawPath = ''] = /^([^/?#]*)([^?#]*)/.exec(key) ?? [];
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const isHost = /^[\w.~!$&'()*+,;=-]*(:\d*)?$/.test(host) || /^\[[\da-fA-F:.]+\](:\d*)?$/.test(host);
  if (!isHost) return undefined;
  try {
    return { host, path: decodeURIComponent(rawPath) };
  } catch {
    return undefined;
  }
}

/** Returns the key under which the kubelet keeps the credentials of an entry of `auths`: without scheme, and without `/v1` or `/v2` before a path. */
export function registryKey(entry: string): string | undefined {
  const parsed = parseKey(entry.replace(/^https?:\/\//, ''));
  if (parsed === undefined) return undefined;
  const path = /^\/v[12]\//.test(parsed.path) ? parsed.path.slice(3) : parsed.path;
  return parsed.host + (path === '/' ? '' : path);
}

/** Whether credentials under a key are for a repository: each part of the host may have `*`, the port is the same, the path is a prefix, letter by letter. */
export function isKeyFor(key: string, repository: string): boolean {
  const [glob, target] = [parseKey(key), parseKey(repository)];
  if (!glob || !target || !target.path.startsWith(glob.path)) return false;
  const [one, other] = [splitHost(glob.host), splitHost(target.host)];
  return (
    one.port === other.port &&
    one.parts.length === other.parts.length &&
    one.parts.every((part, index) => matchesGlob(part, other.parts[index] ?? ''))
  );
}

function splitHost(host: string): { readonly parts: readonly string[]; readonly port: string } {
  const [, name, port] = /^(\[.*\]|[^:]*):(\d*)$/.exec(host) ?? [];
  return { parts: (name ?? host).split('.'), port: port ?? '' };
}

function matchesGlob(glob: string, text: string): boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(text);
}

/** Returns the repository of an image as the kubelet looks its credentials up: with its registry, without tag and digest. */
export function repositoryOf(image: string): string {
  const name = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (isRegistry && first !== 'docker.io' && first !== 'index.docker.io') return name;
  const rest = isRegistry ? name.slice(slash + 1) : name;
  return `docker.io/${rest.includes('/') ? rest : `library/${rest}`}`;
}
