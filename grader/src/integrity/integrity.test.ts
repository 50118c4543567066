import type { Objects } from '@drydock/cluster';
import { CourseError, type KubeObject } from '@drydock/model';
import { expect, test } from 'vitest';
import { findTampering, withoutTampering } from './integrity.ts';

const startedAt = new Date('2026-01-01T10:00:00.500Z');
const before = '2026-01-01T09:00:00Z';
const since = '2026-01-01T10:00:00Z';
const { signal } = new AbortController();

const object = (
  kind: string,
  name: string,
  creationTimestamp: string,
  spec: object = {},
  labels: Readonly<Record<string, string>> = {},
): KubeObject & { spec: object } => ({
  kind,
  metadata: { name, uid: name, resourceVersion: '1', creationTimestamp, labels },
  spec,
});

/** A cluster that serves these kinds and refuses to list those in `away`. */
function objectsOf(served: Readonly<Record<string, readonly KubeObject[]>>, away: readonly string[] = []): Objects {
  const never = async (): Promise<never> => Promise.reject(new TypeError('not asked in this test'));
  return {
    types: never,
    path: never,
    collectionPath: never,
    get: never,
    async type(apiVersion, kind) {
      if (away.includes(apiVersion)) throw new CourseError('cluster_unreachable', 'It answered 503.', 'Wait.');
      if (!served[kind]) throw new CourseError('not_found', `There is no ${kind}.`, 'Use another.');
      return { apiVersion, kind, plural: '', isNamespaced: false, verbs: [] };
    },
    list: async ({ kind }) => ({ items: served[kind] ?? [], resourceVersion: '1' }),
  };
}
const refs = async (objects: Objects): Promise<readonly string[]> =>
  (await findTampering(objects, startedAt, signal)).map(({ ref }) => ref);

test.each([
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'Node',
])('a %s that came since the start is tampering, and one from before is not', async (kind) => {
  expect(await refs(objectsOf({ [kind]: [object(kind, 'old', before), object(kind, 'new', since)] }))).toEqual([
    `${kind} new`,
  ]);
});

test('the label of an automatic APIService clears nothing else', async () => {
  const labels = { 'kube-aggregator.kubernetes.io/automanaged': 'true' };
  const api = object('APIService', 'v1.crd', since, {}, labels);
  const node = object('Node', 'made-up', since, {}, labels);
  expect(await refs(objectsOf({ APIService: [api], Node: [node] }))).toEqual(['Node made-up']);
});

test('an APIService that leads elsewhere is tampering however old it is', async () => {
  const api = (name: string, namespace: string, service: string) =>
    object('APIService', name, before, { service: { namespace, name: service } });
  const found = await findTampering(
    objectsOf({
      APIService: [
        object('APIService', 'v1.apps', before),
        api('v1beta1.metrics.k8s.io', 'kube-system', 'metrics-server'),
        api('v1.admissionregistration.k8s.io', 'default', 'nowhere'),
        api('v1.discovery.k8s.io', 'kube-system', 'metrics-server'),
      ],
    }),
    startedAt,
    signal,
  );
  expect(found.map(({ ref }) => ref)).toEqual([
    'APIService v1.admissionregistration.k8s.io',
    'APIService v1.discovery.k8s.io',
  ]);
  expect(found[0]?.message.en).toContain('leads to the Service default/nowhere');
  const own = api('v1beta1.metrics.k8s.io', 'kube-system', 'own');
  expect(await refs(objectsOf({ APIService: [own] }))).toEqual(['APIService v1beta1.metrics.k8s.io']);
});

test('where the cluster cannot be inspected nothing passes, with the reason; a fail stays a fail', async () => {
  const away = objectsOf({ Node: [] }, ['admissionregistration.k8s.io/v1']);
  const found = await findTampering(away, startedAt, signal);
  expect(found.map(({ ref }) => ref)).toContain('ValidatingAdmissionPolicy');
  expect(found[0]?.message.en).toContain('It answered 503.');
  const verdict = { task: 'run', check: 'a', pending: false, message: { en: '', zh: '' }, at: since } as const;
  const verdicts = [{ ...verdict, outcome: 'pass' } as const, { ...verdict, outcome: 'fail' } as const];
  expect(withoutTampering(verdicts, found).map(({ outcome }) => outcome)).toEqual(['inconclusive', 'fail']);
});

test('what is in the way is reported before what it hides', async () => {
  const service = { namespace: 'default', name: 'nowhere' };
  const api = object('APIService', 'v1.admissionregistration.k8s.io', before, { service });
  const [first] = await refs(objectsOf({ APIService: [api] }, ['admissionregistration.k8s.io/v1']));
  expect(first).toBe('APIService v1.admissionregistration.k8s.io');
});

test('a finding about some checks takes no pass from the others', () => {
  const verdict = { task: 'run', outcome: 'pass', pending: false, message: { en: '', zh: '' }, at: since } as const;
  const found = [{ ref: 'Pod a', message: { en: 'never run', zh: '' }, checks: ['a'] }];
  const [first, second] = withoutTampering(
    [
      { ...verdict, check: 'a' },
      { ...verdict, check: 'b' },
    ],
    found,
  );
  expect(first).toMatchObject({ outcome: 'inconclusive', message: { en: 'never run' } });
  expect(second?.outcome).toBe('pass');
});
