import { CourseError, type KubeObject } from '@drydock/model';
import { parseAnswer } from '../answer.ts';
import type { Cluster } from '../cluster.ts';
import { type Objects, type ResourceType, getJson, refusal } from './objects.ts';

/** An object without its content: enough to say whose it is, how old, and what keeps it. */
export interface ObjectMetadata extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly ownerReferences?: readonly { uid: string; kind: string }[] };
}

interface MetadataPage {
  readonly items?: readonly ObjectMetadata[];
  readonly metadata?: { readonly continue?: string };
}

const pageItems = 500;
/** So many fit into one answer however much is written into each: annotations may have 256 KiB. */
const fewItems = 25;
/** More than a student's script makes in a minute; what is beyond is found by the next look. */
const pagesAtMost = 20;
const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** All objects of a kind, in one namespace or everywhere, however many and however large they are: only their metadata is asked for. */
export async function listMetadata(
  cluster: Cluster,
  objects: Objects,
  { apiVersion, kind }: ResourceType,
  { namespace, signal }: { namespace?: string; signal: AbortSignal },
): Promise<readonly ObjectMetadata[]> {
  const path = await objects.collectionPath(
    { apiVersion, kind, ...(namespace !== undefined && { namespace }) },
    signal,
  );
  const found: ObjectMetadata[] = [];
  let from = '';
  let items = pageItems;
  for (let page = 0; page < pagesAtMost; page++) {
    const { status, body, isCut } = await cluster.request(`${path}?limit=${items}${from}`, {
      headers: { accept },
      signal,
    });
    if (isCut && items > fewItems) {
      items = fewItems;
      continue;
    }
    // A kind that went while it was looked for, with its CRD, or a list that went on for too long.
    if (status === 404 || status === 410) break;
    if (status !== 200) throw refusal(path, status, body);
    const list = parseAnswer<MetadataPage>(body);
    found.push(...(list.items ?? []).map((item) => ({ ...item, apiVersion, kind })));
    if (!list.metadata?.continue) break;
    from = `&continue=${encodeURIComponent(list.metadata.continue)}`;
  }
  return found;
}

/** Every kind the cluster can list and delete, but those of an API group that does not answer: one broken extension must not keep all else. */
export async function deletableTypes(
  cluster: Cluster,
  objects: Objects,
  signal: AbortSignal,
): Promise<readonly ResourceType[]> {
  const found = await getJson<{ groups?: { name: string; preferredVersion: { groupVersion: string } }[] }>(
    cluster,
    '/apis',
    signal,
  );
  const versions = (found?.groups ?? [])
    .filter(({ name }) => !/^(metrics|events)\./.test(name))
    .map(({ preferredVersion }) => preferredVersion.groupVersion);
  const types = await Promise.all([
    objects.types('v1', signal),
    ...versions.map(async (version) => typesOf(objects, version, signal)),
  ]);
  return types.flat().filter(({ verbs }) => verbs.includes('delete') && verbs.includes('list'));
}

/** The kinds of an API version; none while it does not answer. */
export async function typesOf(
  objects: Objects,
  apiVersion: string,
  signal: AbortSignal,
): Promise<readonly ResourceType[]> {
  try {
    return await objects.types(apiVersion, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CourseError) return [];
    throw error;
  }
}
