import { expect, test, vi } from 'vitest';
import { type Cluster, openCluster } from '../cluster.ts';
import { type FakeApi, startFakeApi } from '../testing/fake-api.ts';
import { openObjects, refusal } from './objects.ts';
import { reflect } from '../reflector.ts';

const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab' };

function fill(api: FakeApi, count: number, fields: object = {}): void {
  for (let index = 0; index < count; index++)
    api.put({ kind: 'Pod', name: `good-${index}`, namespace: 'lab', ...fields });
}

/** The cluster, with something that happens after the first page of a list. */
function afterFirstPage(cluster: Cluster, happen: () => void): Cluster {
  let pages = 0;
  return {
    ...cluster,
    async request(path, options) {
      const answer = await cluster.request(path, options);
      if (path.includes('limit=') && ++pages === 1) happen();
      return answer;
    },
  };
}

test('a list is read to its end, and its last item counts', async () => {
  await using api = await startFakeApi();
  fill(api, 1100);
  api.put({ kind: 'Pod', name: 'zzz-bad', namespace: 'lab' });
  using cluster = await openCluster(api.kubeconfig);
  const { items } = await openObjects(cluster).list(pods);
  expect(items).toHaveLength(1101);
  expect(items.at(-1)).toMatchObject({ kind: 'Pod', metadata: { name: 'zzz-bad' } });
});

test('a watch begins from the whole list', async () => {
  await using api = await startFakeApi();
  fill(api, 600);
  using cluster = await openCluster(api.kubeconfig);
  const stop = new AbortController();
  const onChange = vi.fn<() => void>();
  const reflector = reflect({ cluster, objects: openObjects(cluster), of: pods, signal: stop.signal, onChange });
  await reflector.tried;
  stop.abort();
  expect(reflector.objects.size).toBe(600);
});

test('a list whose version is forgotten between two pages starts again', async () => {
  await using api = await startFakeApi();
  fill(api, 600);
  using cluster = await openCluster(api.kubeconfig);
  const shaken = afterFirstPage(cluster, () => {
    api.remove('Pod', 'good-0');
    api.expire();
  });
  const { items } = await openObjects(shaken).list(pods);
  expect(items.map(({ metadata }) => metadata.name).toSorted()).toEqual(
    Array.from({ length: 599 }, (_, index) => `good-${index + 1}`).toSorted(),
  );
});

test('a list that is always forgotten is no endless loop', async () => {
  await using api = await startFakeApi();
  fill(api, 600);
  using cluster = await openCluster(api.kubeconfig);
  const forgetful: Cluster = {
    ...cluster,
    async request(path, options) {
      const answer = await cluster.request(path, options);
      api.expire();
      return answer;
    },
  };
  await expect(openObjects(forgetful).list(pods)).rejects.toThrow('410');
});

test('pages that are too many bytes together are too large, not a list of the first', async () => {
  await using api = await startFakeApi();
  fill(api, 600, { data: 'x'.repeat(30_000) });
  using cluster = await openCluster(api.kubeconfig);
  await expect(openObjects(cluster).list(pods)).rejects.toMatchObject({ code: 'too_large' });
});

test('a refusal is quoted as the API server means it, not as JSON writes it', () => {
  const told = (body: string): string => refusal('/x', 403, Buffer.from(body)).message;
  expect(told('{"message": "pods \\"web\\" is forbidden"}')).toBe(
    'The API server answered 403 to /x: pods "web" is forbidden',
  );
  expect(told('{"message": "a\\n\\u001b[2Jb"}')).toBe('The API server answered 403 to /x: a [2Jb');
  expect(told('no JSON')).toBe('The API server answered 403 to /x: no JSON');
  expect(told('{"message": "a\\q"}')).toContain('{"message"');
});
