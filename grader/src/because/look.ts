import type { Cluster, KubeEvent, Objects } from '@drydock/cluster';
import { type CollectionRef, formatWords, type KubeObject, type ObjectRef } from '@drydock/model';

/** What the cause of a failure is looked up through: each thing is asked once, however many checks want to know it. */
export interface Look {
  get(ref: ObjectRef): Promise<KubeObject | undefined>;
  list(of: CollectionRef): Promise<readonly KubeObject[]>;
  /** The newest warning about an object; of these reasons, where they are given. */
  warning(object: KubeObject, reasons?: readonly string[]): Promise<string | undefined>;
  /** The newest warning of a reason in a namespace. */
  warningIn(namespace: string, reason: string): Promise<{ readonly of: string; readonly words: string } | undefined>;
  /** The last line that a container wrote; `previous` for the one before the restart. */
  lastLine(
    pod: KubeObject,
    container: string,
    options: { previous: boolean; restarts: number },
  ): Promise<string | undefined>;
  /** The images of the course that the lab's text names. */
  readonly images: readonly string[];
  readonly now: number;
  /** Whether more was asked than the objects of the check themselves: what is said may change without them. */
  readonly hasAsked: () => boolean;
}

const timeoutMs = 3000;
const logLimitBytes = 16 * 1024;
const longestLine = 200;

/** Opens a look at the cluster of one check; `once` keeps answers for the others of its round. */
export function openLook(
  { cluster, objects, images = [] }: { cluster: Cluster; objects: Objects; images?: readonly string[] | undefined },
  once: <T>(key: string, read: () => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Look {
  let isAsked = false;
  const ask = async <T>(key: string, read: () => Promise<T>): Promise<T> => {
    isAsked = true;
    return once(`because ${key}`, read);
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const list = async (of: CollectionRef & { fieldSelector?: string }): Promise<readonly KubeObject[]> =>
    ask(`list ${JSON.stringify(of)}`, async () => (await objects.list(of, limit)).items);

  return {
    images,
    now: Date.now(),
    hasAsked: () => isAsked,
    list,
    get: (ref) => ask(`get ${JSON.stringify(ref)}`, () => objects.get(ref, limit)),
    async warning({ metadata: { uid, namespace } }, reasons) {
      const fieldSelector = `involvedObject.uid=${uid},type=Warning`;
      const found: readonly KubeEvent[] = await list({
        apiVersion: 'v1',
        kind: 'Event',
        ...(namespace !== undefined && { namespace }),
        fieldSelector,
      });
      return newest(found.filter(({ reason }) => !reasons || reasons.includes(String(reason))))?.message;
    },
    async warningIn(namespace, reason) {
      const found = newest(
        await list({ apiVersion: 'v1', kind: 'Event', namespace, fieldSelector: `reason=${reason},type=Warning` }),
      );
      const { kind = '', name = '' } = found?.involvedObject ?? {};
      return found?.message === undefined ? undefined : { of: `${kind} ${namespace}/${name}`, words: found.message };
    },
    async lastLine({ metadata: { name, namespace = '', uid } }, container, { previous, restarts }) {
      return ask(`log ${uid} ${container} ${previous} ${restarts}`, async () => {
        const query = new URLSearchParams({
          container,
          tailLines: '20',
          limitBytes: String(logLimitBytes),
          ...(previous && { previous: 'true' }),
        });
        const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log?${query.toString()}`;
        const { status, body } = await cluster.request(path, {
          signal: limit,
          limitBytes: logLimitBytes,
          headers: { accept: '*/*' },
        });
        if (status !== 200) return undefined;
        const lines = body
          .toString('utf8')
          .split(/[\r\n]+/)
          .map((line) => formatWords(line, longestLine));
        return lines.findLast((line) => line !== '');
      });
    },
  };
}

function newest(events: readonly KubeEvent[]): KubeEvent | undefined {
  const at = ({ series, lastTimestamp, eventTime, metadata }: KubeEvent): number =>
    Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp);
  return events.toSorted((a, b) => at(b) - at(a))[0];
}
