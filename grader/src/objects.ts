import { CourseError } from '@drydock/model';
import type { Cluster } from './cluster.ts';
import type { CollectionRef, ObjectRef } from './reference.ts';

/** An object of the cluster as the API server gave it, without its managed fields. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What the API server calls a kind. */
export interface ResourceType {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
}

/** Objects of a cluster by their names; what is not there is undefined, a kind the server does not know is a CourseError not_found. */
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

/** Objects are never read beyond this number; a lab that needs more is not a lab. */
const listLimit = 500;

/** Reads objects through a cluster. What the server says of its kinds is asked once. */
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
    throw new CourseError(
      'not_found',
      `This cluster does not know ${apiVersion}/${kind}.`,
      'Use a cluster of the course version.',
    );
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
      const found = await getJson(cluster, await path(ref, signal), signal);
      return found === undefined ? undefined : strip(found as KubeObject);
    },
    async list({ fieldSelector, ...ref }, signal) {
      const path_ = await collectionPath(ref, signal);
      const query = new URLSearchParams({
        limit: String(listLimit),
        ...(fieldSelector !== undefined && { fieldSelector }),
      });
      const found = (await getJson(
        cluster,
        `${path_}${path_.includes('?') ? '&' : '?'}${query.toString()}`,
        signal,
      )) as { items?: KubeObject[]; metadata?: { resourceVersion?: string } } | undefined;
      // Items of a list carry neither kind nor apiVersion; messages and evidence want both.
      const items = (found?.items ?? []).map((item) => strip({ ...item, apiVersion: ref.apiVersion, kind: ref.kind }));
      return { items, resourceVersion: found?.metadata?.resourceVersion ?? '' };
    },
  };
}

async function discover(cluster: Cluster, apiVersion: string, signal?: AbortSignal): Promise<readonly ResourceType[]> {
  const found = (await getJson(cluster, rootPath(apiVersion), signal)) as
    { resources?: { name: string; kind: string; namespaced: boolean; verbs: string[] }[] } | undefined;
  return (found?.resources ?? [])
    .filter(({ name }) => !name.includes('/'))
    .map(({ name, kind, namespaced, verbs }) => ({ apiVersion, kind, plural: name, isNamespaced: namespaced, verbs }));
}

/** A JSON answer of the API server; undefined for 404, a CourseError for any other refusal. */
export async function getJson(cluster: Cluster, path: string, signal?: AbortSignal): Promise<unknown> {
  const { status, body, isCut } = await cluster.request(path, { signal });
  if (status === 404) return undefined;
  if (status !== 200) throw refusal(path, status, body);
  if (isCut)
    throw new CourseError(
      'too_large',
      `The answer to ${path} is too large to read.`,
      'Remove what the lab does not ask for.',
    );
  return JSON.parse(body.toString('utf8'));
}

/** A refusal of the API server as an error that quotes it. */
export function refusal(path: string, status: number, body: Buffer): CourseError {
  const text = body.toString('utf8');
  const message = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 200);
  const code =
    status === 401 || status === 403
      ? 'forbidden'
      : status === 409 || status === 422
        ? 'conflict'
        : 'cluster_unreachable';
  return new CourseError(
    code,
    `The API server answered ${status} to ${path}: ${message}`,
    'Try again in a moment; reset the lab if it stays.',
  );
}

/** `/api/v1` or `/apis/<group>/<version>`. */
export function rootPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** An object without what no check reads: managed fields and the copy kubectl keeps of the manifest. */
export function strip(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject['metadata'] & { managedFields?: unknown };
  return { ...object, metadata };
}
