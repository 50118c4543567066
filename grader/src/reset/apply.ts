import {
  type Cluster,
  getJson,
  isKindMadeBy,
  lacksVersion,
  type Objects,
  parseAnswer,
  pause,
  refusal,
} from '@drydock/cluster';
import { CourseError, type KubeManifest, type KubeObject } from '@drydock/model';
import { fail } from '../text/fail.ts';

export interface ApplyOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly wanted: readonly KubeManifest[];
  readonly signal: AbortSignal;
  /** How long the cluster may take to be ready for the next object (ms). */
  readonly patienceMs?: number;
}

const lookAgainMs = 200;

/**
 * Applies objects in order, as the grader, and resolves with their uids; doing it again changes nothing. What one object needs of another before it is waited for: a
 * kind until the API server serves it, the default ServiceAccount of a namespace, the Service of a webhook.
 */
export async function applyAll(options: ApplyOptions): Promise<readonly string[]> {
  const { wanted } = options;
  const uids: string[] = [];
  for (const [index, object] of wanted.entries()) {
    const made = await applyOne(object, wanted.slice(0, index), options);
    uids.push(made.metadata.uid);
  }
  // A student may begin with a Pod in a namespace of the setup.
  const spaces = wanted.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace');
  await Promise.all(spaces.map(async ({ metadata }) => untilAccount(metadata.name, options)));
  return uids;
}

async function applyOne(
  object: KubeManifest,
  before: readonly KubeManifest[],
  options: ApplyOptions,
): Promise<KubeObject> {
  const { cluster, objects, wanted, signal, patienceMs = 30_000 } = options;
  const until = Date.now() + patienceMs;
  const late = (cause: CourseError): CourseError => notInTime(object, patienceMs, cause);
  for (;;) {
    const path = await pathOf(object, objects, signal).catch((error: unknown) => error);
    if (typeof path === 'string') {
      const { status, body } = await cluster.request(`${path}?fieldManager=drydock&force=true`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: JSON.stringify(object),
        signal,
      });
      if (status === 200 || status === 201) return parseAnswer<KubeObject>(body);
      const refused = refusal(path, status, body);
      if (!isPassing(status, refused.message, object, wanted)) throw refused;
      explainOrder(object, before, wanted);
      if (Date.now() > until) throw late(refused);
    } else {
      if (!(path instanceof CourseError) || !/^(not_found|cluster_unreachable)$/.test(path.code)) throw path;
      if (!isKindMadeBy(wanted, object)) throw path;
      explainOrder(object, before, wanted);
      lacksVersion(object, wanted);
      if (Date.now() > until) throw late(path);
    }
    await pause(lookAgainMs, signal);
  }
}

async function pathOf({ apiVersion = '', kind = '', metadata }: KubeManifest, objects: Objects, signal: AbortSignal) {
  const { isNamespaced } = await objects.type(apiVersion, kind, signal);
  const space = isNamespaced ? { namespace: metadata.namespace ?? 'default' } : {};
  return objects.path({ apiVersion, kind, name: metadata.name, ...space }, signal);
}

/** Whether a refusal goes away while the cluster catches up. */
function isPassing(status: number, message: string, object: KubeManifest, wanted: readonly KubeManifest[]): boolean {
  if (status === 409 || status === 429 || status >= 500) return true;
  // The path was just discovered: the server is between two states of its own.
  if (status === 404) return isKindMadeBy(wanted, object) || namespaceOf(object, wanted) !== undefined;
  return (
    status === 403 &&
    /service account|not yet ready|status unknown for quota|PriorityClass|RuntimeClass|being terminated/i.test(message)
  );
}

function namespaceOf({ metadata }: KubeManifest, among: readonly KubeManifest[]): KubeManifest | undefined {
  return among.find(({ kind, metadata: { name } }) => kind === 'Namespace' && name === metadata.namespace);
}

/** Rejects an object that comes before what it needs: no waiting helps. */
function explainOrder(object: KubeManifest, before: readonly KubeManifest[], wanted: readonly KubeManifest[]): void {
  const isKindLate = isKindMadeBy(wanted, object) && !isKindMadeBy(before, object);
  const isSpaceLate = namespaceOf(object, wanted) !== undefined && namespaceOf(object, before) === undefined;
  if (!isKindLate && !isSpaceLate) return;
  const what = isKindLate ? `what makes the kind ${object.kind}` : `Namespace ${object.metadata.namespace}`;
  throw fail('lab_invalid', (text) => text.setupOrder(`${object.kind} ${object.metadata.name}`, what));
}

/** A Pod is refused in a namespace that has no ServiceAccount yet. */
async function untilAccount(namespace: string, { cluster, signal, patienceMs = 30_000 }: ApplyOptions): Promise<void> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/default`;
  const until = Date.now() + patienceMs;
  while ((await getJson(cluster, path, signal)) === undefined) {
    if (Date.now() > until) throw fail('cluster_broken', (text) => text.noServiceAccount(namespace, patienceMs / 1000));
    await pause(lookAgainMs, signal);
  }
}

function notInTime({ apiVersion, kind, metadata }: KubeManifest, patienceMs: number, cause: CourseError): CourseError {
  const what = `${apiVersion}/${kind} ${metadata.name}`;
  const reason = { en: cause.message, zh: cause.zh?.message ?? cause.message };
  return fail('timeout', (text, language) => text.setupLate(what, patienceMs / 1000, reason[language]), { cause });
}
