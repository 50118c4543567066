import { type CollectionRef, CourseError, type KubeObject, type ObjectRef } from '@drydock/model';
import { parseAnswer } from '../answer.ts';
import { type Cluster, type ClusterResponse, answerLimitBytes } from '../cluster.ts';
import { en } from '../text/en.ts';
import { fail } from '../text/fail.ts';
import { zh } from '../text/zh.ts';

/** What the API server calls a kind. */
export interface ResourceType {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** A kind that the API server does not know (yet). */
export class UnknownKind extends CourseError {
  readonly apiVersion: string;
  readonly kind: string;
  constructor(apiVersion: string, kind: string) {
    const { message, fix } = en.unknownKind(apiVersion, kind);
    super('not_found', message, fix, { zh: zh.unknownKind(apiVersion, kind) });
    this.apiVersion = apiVersion;
    this.kind = kind;
  }
}

/** Objects of a cluster by name; undefined when missing, UnknownKind for a kind the server does not know. */
export interface Objects {
  types(apiVersion: string, signal?: AbortSignal): Promise<readonly ResourceType[]>;
  type(apiVersion: string, kind: string, signal?: AbortSignal): Promise<ResourceType>;
  path(ref: ObjectRef, signal?: AbortSignal): Promise<string>;
  collectionPath(ref: CollectionRef, signal?: AbortSignal): Promise<string>;
  get(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject | undefined>;
  list(
    ref: CollectionRef & { fieldSelector?: string },
    signal?: AbortSignal,
  ): Promise<{ items: readonly KubeObject[]; resourceVersion: string }>;
}

/** The page size of lists; a list is read to its end, or is too large to return. */
const pageLimit = 500;
/** How often a list is started again because the server forgot the version of its pages. */
const listTries = 3;

/** Reads objects through a cluster. The server is asked for its kinds once. */
export function openObjects(cluster: Cluster): Objects {
  const known = new Map<string, Promise<readonly ResourceType[]>>();

  async function types(apiVersion: string, signal?: AbortSignal): Promise<readonly ResourceType[]> {
    const asked = known.get(apiVersion) ?? discover(cluster, apiVersion, signal);
    known.set(apiVersion, asked);
    try {
      return await asked;
    } catch (error) {
      known.delete(apiVersion);
      throw error;
    }
  }

  async function type(apiVersion: string, kind: string, signal?: AbortSignal): Promise<ResourceType> {
    const found = (await types(apiVersion, signal)).find((candidate) => candidate.kind === kind);
    if (found) return found;
    known.delete(apiVersion);
    throw new UnknownKind(apiVersion, kind);
  }

  async function collectionPath(
    { apiVersion, kind, namespace, selector }: CollectionRef,
    signal?: AbortSignal,
  ): Promise<string> {
    const { plural, isNamespaced } = await type(apiVersion, kind, signal);
    const space =
      isNamespaced && namespace !== undefined && namespace !== '*'
        ? `/namespaces/${encodeURIComponent(namespace)}`
        : '';
    const query = selector === undefined ? '' : `?labelSelector=${encodeURIComponent(selector)}`;
    return `${rootPath(apiVersion)}${space}/${plural}${query}`;
  }

  async function path({ name, ...ref }: ObjectRef, signal?: AbortSignal): Promise<string> {
    return `${await collectionPath(ref, signal)}/${encodeURIComponent(name)}`;
  }

  return {
    types,
    type,
    path,
    collectionPath,
    async get(ref, signal) {
      const found = await getJson<KubeObject>(cluster, await path(ref, signal), signal);
      return found === undefined ? undefined : strip(found);
    },
    async list({ fieldSelector, ...ref }, signal) {
      const found = await listPages(cluster, await collectionPath(ref, signal), fieldSelector, signal);
      // Items of a list carry neither kind nor apiVersion; messages and evidence want both.
      const items = found.items.map((item) => strip({ ...item, apiVersion: ref.apiVersion, kind: ref.kind }));
      return { items, resourceVersion: found.resourceVersion };
    },
  };
}

interface Page {
  readonly items?: readonly KubeObject[];
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
}

/** Every page of one version of a collection. What does not fit into one answer's bytes is too large as a whole: a part of a list proves nothing of all. */
async function listPages(
  cluster: Cluster,
  path: string,
  fieldSelector: string | undefined,
  signal?: AbortSignal,
): Promise<{ items: readonly KubeObject[]; resourceVersion: string }> {
  for (let tries = 1; ; tries++) {
    const items: KubeObject[] = [];
    let restBytes = answerLimitBytes;
    let next: string | undefined;
    do {
      const query = new URLSearchParams({
        limit: String(pageLimit),
        ...(fieldSelector !== undefined && { fieldSelector }),
        ...(next !== undefined && { continue: next }),
      });
      const answer = await cluster.request(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`, {
        signal,
        limitBytes: restBytes,
      });
      if (answer.status === 410 && next !== undefined && tries < listTries) break;
      const page = readJson<Page>(path, answer);
      items.push(...(page?.items ?? []));
      restBytes -= answer.body.length;
      next = page?.metadata?.continue;
      if (!next) return { items, resourceVersion: page?.metadata?.resourceVersion ?? '' };
    } while (restBytes > 0);
    if (restBytes <= 0) throw tooLarge(path);
  }
}

async function discover(cluster: Cluster, apiVersion: string, signal?: AbortSignal): Promise<readonly ResourceType[]> {
  const found = await getJson<{ resources?: { name: string; kind: string; namespaced: boolean; verbs: string[] }[] }>(
    cluster,
    rootPath(apiVersion),
    signal,
  );
  return (found?.resources ?? [])
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced, verbs }) => ({ apiVersion, kind, plural: name, isNamespaced: namespaced, verbs }));
}

/** Requests JSON of a known shape from the API server; undefined for 404, rejects with a CourseError for any other refusal. */
export async function getJson<Shape>(cluster: Cluster, path: string, signal?: AbortSignal): Promise<Shape | undefined> {
  return readJson<Shape>(path, await cluster.request(path, { signal }));
}

function readJson<Shape>(path: string, { status, body, isCut }: ClusterResponse): Shape | undefined {
  if (status === 404) return undefined;
  if (status !== 200) throw refusal(path, status, body);
  if (isCut) throw tooLarge(path);
  return parseAnswer<Shape>(body);
}

function tooLarge(path: string): CourseError {
  return fail('too_large', (words) => words.answerTooLarge(path));
}

/** Returns a refusal of the API server as an error that quotes it. */
export function refusal(path: string, status: number, body: Buffer): CourseError {
  const text = body.toString('utf8');
  const said = /"message":\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  const message = (said !== undefined && unquoted(said)) || text.slice(0, 200);
  const code =
    status === 401 || status === 403
      ? 'forbidden'
      : status === 409 || status === 422
        ? 'conflict'
        : 'cluster_unreachable';
  return fail(code, (words) => words.refused(path, status, message));
}

/** Parses a JSON string into one line; undefined when it is not valid. */
function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text)).replaceAll(/\p{Cc}+/gu, ' ');
  } catch {
    return undefined;
  }
}

/** `/api/v1` or `/apis/<group>/<version>`. */
export function rootPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** Returns an object without its managed fields, which no check reads. */
export function strip(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata }: KubeObject['metadata'] & { managedFields?: unknown } = object.metadata;
  return { ...object, metadata };
}
