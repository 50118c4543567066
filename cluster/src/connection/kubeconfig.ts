import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { CourseError } from '@drydock/model';
import { KubeConfig } from '@kubernetes/client-node';
import { isMap, parseDocument } from 'yaml';

/** The current context of a kubeconfig. */
export interface Connection {
  readonly config: KubeConfig;
  /** The address of the API server, with its path: some clusters are reached below one. */
  readonly server: URL;
  readonly proxy: string | undefined;
  /** Headers that make requests as another user (`as` of a user). */
  readonly impersonation: Readonly<Record<string, string | readonly string[]>>;
}

interface ClusterFields {
  server?: string | undefined;
  'proxy-url'?: string | undefined;
  'insecure-skip-tls-verify'?: boolean;
  'tls-server-name'?: string | undefined;
  'certificate-authority'?: string | undefined;
  'certificate-authority-data'?: string | undefined;
}

interface UserFields {
  'client-certificate'?: string | undefined;
  'client-certificate-data'?: string | undefined;
  'client-key'?: string | undefined;
  'client-key-data'?: string | undefined;
  token?: string | undefined;
  tokenFile?: string | undefined;
  as?: string | undefined;
  'as-uid'?: string | undefined;
  'as-groups'?: string[] | null;
  'as-user-extra'?: Record<string, string[]> | null;
  exec?: {
    command?: string;
    apiVersion?: string;
    installHint?: string;
    provideClusterInfo?: boolean;
    env?: { name: string; value: string }[] | null;
  };
}

interface File {
  'current-context'?: string;
  contexts?: { name?: string; context?: { cluster?: string; user?: string } }[] | null;
  clusters?: { name?: string; cluster?: ClusterFields }[] | null;
  users?: { name?: string; user?: UserFields | null }[] | null;
}

/**
 * Reads a kubeconfig as kubectl does; relative paths in it are those of `directory`. What is wrong is named by its field, never by a line of the file, which may be a
 * secret.
 */
export function readKubeconfig(text: string, directory = process.cwd()): Connection {
  const { file, context, cluster, user } = choose(parse(text));
  const server = serverOf(cluster);
  const proxy = proxyOf(cluster);
  const at = (path: string | undefined): string | undefined =>
    path && !isAbsolute(path) ? join(directory, path) : path;
  for (const field of ['certificate-authority'] as const) if (cluster[field]) cluster[field] = at(cluster[field]);
  for (const field of ['client-certificate', 'client-key', 'tokenFile'] as const)
    if (user[field]) user[field] = at(user[field]);
  if (user.tokenFile && !user.token) user.token = readToken(String(user.tokenFile));
  delete user.tokenFile;
  if (user.exec) prepareExec(user.exec, cluster, server, directory);
  // The library refuses plain http, for which kubectl only has no certificate to look at.
  if (server.protocol === 'http:') cluster['insecure-skip-tls-verify'] = true;
  const config = new KubeConfig();
  try {
    // Only what is used: another context may name what this machine does not have.
    config.loadFromString(JSON.stringify({ ...file, ...only(context, cluster, user) }));
  } catch (cause) {
    throw unusable(`is not valid: ${reasonOf(cause)}`, cause);
  }
  return { config, server, proxy, impersonation: impersonationOf(user) };
}

function parse(text: string): File {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.replaceAll(/#.*/g, '').trim() === '') throw unusable('is empty');
  const document = parseDocument(bare);
  const [error] = document.errors;
  if (error) {
    // The library's words hold nothing of the file.
    const { linePos, message } = error;
    throw unusable(`is not valid: ${message.split(/ at line |\n/)[0]} in line ${linePos?.[0].line ?? 1}`, error);
  }
  const file: File = isMap(document.contents) ? document.toJS() : {};
  return file;
}

function choose(file: File): { file: File; context: string; cluster: ClusterFields; user: UserFields } {
  const name = file['current-context'];
  if (typeof name !== 'string' || name === '') throw unusable('has no current-context');
  const contexts = file.contexts ?? [];
  const found = contexts.find((each) => each.name === name)?.context;
  if (!found) {
    const others = contexts.length === 0 ? 'it has none' : `it has ${contexts.map((each) => each.name).join(', ')}`;
    throw unusable(`has the current-context ${JSON.stringify(name)}, which is not one of its contexts (${others})`);
  }
  const cluster = file.clusters?.find((each) => each.name === found.cluster)?.cluster;
  const about = `which its context ${JSON.stringify(name)} is about`;
  if (!cluster?.server) throw unusable(`has no cluster ${JSON.stringify(found.cluster)}, ${about}`);
  const user = file.users?.find((each) => each.name === found.user);
  if (found.user && !user) throw unusable(`has no user ${JSON.stringify(found.user)}, ${about}`);
  return { file, context: name, cluster: { ...cluster }, user: { ...user?.user } };
}

function only(context: string, cluster: ClusterFields, user: UserFields): File {
  return {
    'current-context': context,
    contexts: [{ name: context, context: { cluster: 'cluster', user: 'user' } }],
    clusters: [{ name: 'cluster', cluster }],
    users: [{ name: 'user', user }],
  };
}

/** Returns the address of the API server that a kubeconfig leads to; undefined when it leads nowhere. */
export function serverOfKubeconfig(text: string): URL | undefined {
  try {
    return readKubeconfig(text).server;
  } catch (error) {
    if (error instanceof CourseError) return undefined;
    throw error;
  }
}

function serverOf({ server }: ClusterFields): URL {
  const text = String(server);
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw unusable(`has the server ${JSON.stringify(server)}, which is not an address such as https://127.0.0.1:6443`);
}

function proxyOf({ 'proxy-url': proxy }: ClusterFields): string | undefined {
  if (proxy === undefined || proxy === null || proxy === '') return undefined;
  const text = String(proxy);
  if (/^(https?|socks[45][ah]?):\/\//.test(text) && URL.canParse(text)) return text;
  throw unusable(`has the proxy-url ${JSON.stringify(proxy)}, which is not one of http, https or socks5`);
}

function impersonationOf(user: UserFields): Connection['impersonation'] {
  const { as, 'as-uid': uid, 'as-groups': groups, 'as-user-extra': extra } = user;
  if (!as) return {};
  const more = Object.entries(extra ?? {});
  return {
    'Impersonate-User': String(as),
    ...(uid !== undefined && { 'Impersonate-Uid': String(uid) }),
    ...(Array.isArray(groups) && { 'Impersonate-Group': groups.map(String) }),
    ...Object.fromEntries(more.map(([key, values]) => [`Impersonate-Extra-${key}`, values.map(String)])),
  };
}

function readToken(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw unusable(`names credentials that cannot be read: ${reasonOf(cause)}`, cause);
  }
}

/** As kubectl does: a command with a slash is looked up beside the file, and a plugin gets information about the cluster. */
function prepareExec(
  exec: NonNullable<UserFields['exec']>,
  cluster: ClusterFields,
  server: URL,
  directory: string,
): void {
  const { command = '' } = exec;
  if (/[\\/]/.test(command) && !isAbsolute(command)) exec.command = join(directory, command);
  const { apiVersion = 'client.authentication.k8s.io/v1' } = exec;
  const about = {
    server: server.href.replace(/\/$/, ''),
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
    'certificate-authority-data': cluster['certificate-authority-data'],
    'proxy-url': cluster['proxy-url'],
  };
  const spec = { interactive: false, ...(exec.provideClusterInfo && { cluster: about }) };
  const info = { apiVersion, kind: 'ExecCredential', spec };
  exec.env = [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }];
}

/** Returns the error of a kubeconfig that cannot be used. */
export function unusable(what: string, cause?: unknown): CourseError {
  return new CourseError(
    'bad_request',
    `The kubeconfig ${what}.`,
    'Use the kubeconfig of a sandbox (`drydock sandbox kubeconfig ID` prints it), or one that `kubectl --kubeconfig FILE get nodes` works with.',
    { cause },
  );
}

/** Returns a library's message about a failure. */
export function reasonOf(cause: unknown): string {
  const message = typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : '';
  return message === '' ? String(cause) : message;
}
