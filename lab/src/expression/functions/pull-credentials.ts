import { fieldOf } from './fields-of.ts';
import { isKeyFor, registryKey, repositoryOf } from './registry-key.ts';

/** One pair that the kubelet would try, and the key it is kept under. */
export interface PullCredential {
  readonly key: string;
  readonly username: string;
  readonly password: string;
}

/** What the kubelet cannot read; it then pulls nothing for the Pod. */
class BrokenError extends Error {}

/** The key under which credentials for Docker Hub are kept. */
const hub = 'index.docker.io';

/**
 * Returns the credentials that the kubelet would try for an image, in its order: of one pull secret, or of those that a Pod names, in the order in which it names them.
 * Empty when no key matches, when a Secret has no type for pulling, or when the kubelet could not read one of them.
 */
export function pullCredentials(secrets: unknown, image: string): readonly PullCredential[] {
  const ring = new Map<string, PullCredential[]>();
  try {
    for (const secret of Array.isArray(secrets) ? secrets : [secrets]) {
      for (const [entry, auth] of authsOf(secret)) {
        const key = registryKey(entry);
        if (key !== undefined) ring.set(key, [...(ring.get(key) ?? []), { key, ...accountOf(auth) }]);
      }
    }
  } catch (error) {
    if (error instanceof BrokenError) return [];
    throw error;
  }
  const repository = repositoryOf(image);
  const inOrder = [...ring.keys()].toSorted((a, b) => Buffer.compare(Buffer.from(b), Buffer.from(a)));
  const found = inOrder.filter((key) => isKeyFor(key, repository)).flatMap((key) => ring.get(key) ?? []);
  return found.length === 0 && repository.startsWith('docker.io/') ? (ring.get(hub) ?? []) : found;
}

/** The keys of a Secret that are for an image's registry or not: what to show when none of them is. */
export function pullKeys(secrets: unknown): readonly string[] {
  try {
    return (Array.isArray(secrets) ? secrets : [secrets]).flatMap((secret) => authsOf(secret).map(([entry]) => entry));
  } catch (error) {
    if (error instanceof BrokenError) return [];
    throw error;
  }
}

const dataKeys: Readonly<Record<string, string>> = {
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
  'kubernetes.io/dockercfg': '.dockercfg',
};

function authsOf(secret: unknown): readonly [string, unknown][] {
  const type = String(fieldOf(secret, 'type'));
  const data = fieldOf(fieldOf(secret, 'data'), dataKeys[type] ?? '');
  if (typeof data !== 'string' || data === '') return [];
  let config: unknown;
  try {
    config = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch {
    throw new BrokenError();
  }
  const auths = type === 'kubernetes.io/dockercfg' ? config : anyCase(config, 'auths');
  if (auths === undefined || auths === null) return [];
  if (typeof auths !== 'object' || Array.isArray(auths)) throw new BrokenError();
  return Object.entries(auths);
}

/** User and password of an entry: `auth` counts before the two fields. */
function accountOf(entry: unknown): { readonly username: string; readonly password: string } {
  const text = (name: string): string => {
    const value = anyCase(entry, name) ?? '';
    if (typeof value !== 'string') throw new BrokenError();
    return value;
  };
  if (typeof entry !== 'object' || Array.isArray(entry)) throw new BrokenError();
  const [username, password, auth] = [text('username'), text('password'), text('auth')];
  if (auth === '') return { username, password };
  const plain = auth.replaceAll(/[\r\n]/g, '');
  const isPadded = auth.trim().endsWith('=');
  const isBase64 = isPadded
    ? /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/.test(plain)
    : /^[A-Za-z0-9+/]*$/.test(plain) && plain.length % 4 !== 1;
  const decoded = Buffer.from(plain, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (!isBase64 || colon === -1) throw new BrokenError();
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** Go reads the names of JSON in any case. */
function anyCase(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.hasOwn(value, name) ? name : Object.keys(value).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : fieldOf(value, key);
}
