import { type Cluster, isAvailable, isWorkload, leansOn, type Objects, pause } from '@drydock/cluster';
import { CourseError, type KubeObject } from '@drydock/model';
import { dropFinalizers, remove } from './remove.ts';
import { type System, isAsItWas, manifestOf, nameOf, readObjects } from '../integrity/system.ts';

export interface RestoreSystemOptions {
  readonly cluster: Cluster;
  readonly objects: Objects;
  readonly system: System;
  readonly signal: AbortSignal;
  /** How long the system has to run again: as long as that of a new cluster. */
  readonly giveUpAfterMs?: number;
}

type Named = ReadonlyMap<string, KubeObject>;

const lookAgainMs = 300;

/**
 * Puts back what of the system was changed or deleted, and resolves with the system as it then is once all of it serves; at once when nothing was. A workload that was
 * written to is made anew, and so is one whose ConfigMap or ServiceAccount was: its Pods would go on with what they began with. Rejects when time is up.
 */
export async function restoreSystem(options: RestoreSystemOptions): Promise<System> {
  const { cluster, system, signal, giveUpAfterMs = 120_000 } = options;
  const was = new Map(system.objects.map((object) => [nameOf(object), object]));
  const until = Date.now() + giveUpAfterMs;
  for (let isTouched = false; ; await pause(lookAgainMs, signal)) {
    const now = new Map((await readObjects(cluster, signal)).map((object) => [nameOf(object), object]));
    const wrong = findWrong(was, now);
    const idle = [...was.keys()].filter((name) => !serves(now.get(name)));
    if (wrong.size === 0 && !isTouched) return system;
    if (wrong.size === 0 && idle.length === 0) return { ...system, objects: [...was.values()] };
    if (Date.now() > until) throw notRestored(new Set([...wrong, ...idle]));
    // What has failed until now for something else would be tried again only after minutes.
    if (!isTouched) for (const name of idle) wrong.add(name);
    isTouched = true;
    const chosen = [...was].filter(([name]) => wrong.has(name));
    for (const isTurn of [isPlace, isLeanedOn, isWorkload]) {
      const some = chosen.filter(([, object]) => isTurn(object));
      await Promise.all(
        some.map(async ([name, object]) => {
          const made = await putBack(object, now.get(name), options);
          if (made) was.set(name, { ...object, metadata: { ...object.metadata, ...identityOf(made) } });
        }),
      );
    }
  }
}

const isPlace = ({ kind }: KubeObject): boolean => kind === 'Namespace';
const isLeanedOn = (object: KubeObject): boolean => !isPlace(object) && !isWorkload(object);

/** What is not as it was, and the workloads that lean on it. */
function findWrong(was: Named, now: Named): Set<string> {
  const isWrong = (name: string): boolean => {
    const [before, after] = [was.get(name), now.get(name)];
    return before !== undefined && !(after && isAsItWas(before, after));
  };
  const isShaken = (object: KubeObject): boolean => isWorkload(object) && leansOn(object).some(isWrong);
  return new Set([...was].filter(([name, object]) => isWrong(name) || isShaken(object)).map(([name]) => name));
}

function serves(object: KubeObject | undefined): boolean {
  return object === undefined || isAvailable(object);
}

/** One try; what has come of it the next look tells. Resolves with what is there now in the place of what was. */
async function putBack(
  was: KubeObject,
  now: KubeObject | undefined,
  { cluster, objects, signal }: RestoreSystemOptions,
): Promise<KubeObject | undefined> {
  const { apiVersion = '', kind = '' } = was;
  const { name, namespace } = was.metadata;
  const path = await objects.collectionPath(
    { apiVersion, kind, ...(namespace !== undefined && { namespace }) },
    signal,
  );
  const write = async (method: 'POST' | 'PUT', to: string, manifest: object): Promise<KubeObject | number> => {
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await cluster.request(to, { method, headers, body: JSON.stringify(manifest), signal });
    return status < 300 ? (JSON.parse(body.toString('utf8')) as KubeObject) : status;
  };
  if (now && !isWorkload(was) && now.metadata.deletionTimestamp === undefined) {
    const { metadata, ...content } = manifestOf(was) as KubeObject;
    const { resourceVersion } = now.metadata;
    const put = await write('PUT', `${path}/${name}`, { ...content, metadata: { ...metadata, resourceVersion } });
    if (typeof put !== 'number') return put;
    // What may not be changed: the address of a Service, the role of a binding, a ConfigMap that was made immutable.
    if (put !== 422) return undefined;
  }
  if (now && !isPlace(was)) {
    await dropFinalizers(cluster, objects, now, signal);
    await remove(cluster, objects, now, signal);
  }
  const made = await write('POST', path, manifestOf(was));
  return typeof made === 'number' ? undefined : made;
}

function identityOf({ metadata }: KubeObject): object {
  const { uid, generation } = metadata as KubeObject['metadata'] & { generation?: number };
  return { uid, ...(generation !== undefined && { generation }) };
}

function notRestored(names: ReadonlySet<string>): CourseError {
  return new CourseError(
    'cluster_broken',
    `These parts of the cluster's own system could not be put back: ${[...names].join(', ')}.`,
    'Reset the lab again: it gets a new cluster.',
    { zh: `集群自身的这些组件无法恢复：${[...names].join('、')}。` },
  );
}
