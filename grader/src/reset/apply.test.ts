import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyAll } from './apply.ts';
import { type Cluster, openObjects } from '@drydock/cluster';
import { readSetup } from '@drydock/lab';
import { testLab } from '@drydock/lab/testing';
import type { KubeManifest } from '@drydock/model';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-setup-'));
  await mkdir(join(directory, 'setup'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const boats = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: boats.t.example }
spec: { group: t.example, names: { kind: Boat, plural: boats }, versions: [{ name: v1, served: true }, { name: v0, served: false }] }
`;
const boat = 'apiVersion: t.example/v1\nkind: Boat\nmetadata: { name: one }\n';

interface Slow {
  /** How many looks a kind, a ServiceAccount or a webhook takes to be there. */
  readonly looks?: number;
  /** The server's answer to each apply, until it accepts it. */
  readonly refuse?: (path: string) => { status: number; message: string } | undefined;
}

/** An API server that serves what a definition makes only after some looks, as the real one does. */
function startServer({ looks = 0, refuse }: Slow = {}): { cluster: Cluster; applied: string[]; asked: string[] } {
  const applied: string[] = [];
  const asked: string[] = [];
  let left = looks;
  const late = (): boolean => left-- > 0;
  const answer = (method: string, path: string): { status: number; content: object } => {
    if (method === 'PATCH') {
      const refused = refuse?.(path);
      if (refused && late()) return { status: refused.status, content: { message: refused.message } };
      applied.push(path.replace(/\?.*/, ''));
      return { status: 201, content: { metadata: { uid: `uid-${applied.length}` } } };
    }
    asked.push(path);
    const kinds = (...all: [string, string, boolean][]) => ({
      resources: all.map(([name, kind, namespaced]) => ({ name, kind, namespaced, verbs: [] })),
    });
    if (path === '/api/v1')
      return {
        status: 200,
        content: kinds(['pods', 'Pod', true], ['namespaces', 'Namespace', false], ['configmaps', 'ConfigMap', true]),
      };
    if (path === '/apis/apiextensions.k8s.io/v1')
      return { status: 200, content: kinds(['customresourcedefinitions', 'CustomResourceDefinition', false]) };
    const isMade = applied.some((each) => each.endsWith('/boats.t.example'));
    if (path === '/apis/t.example/v1' && isMade && !late())
      return { status: 200, content: kinds(['boats', 'Boat', true]) };
    if (path.endsWith('/serviceaccounts/default') && !late()) return { status: 200, content: {} };
    return { status: 404, content: {} };
  };
  const cluster: Cluster = {
    request: async (path, { method = 'GET' } = {}) => {
      const { status, content } = answer(method, path);
      return { status, headers: {}, body: Buffer.from(JSON.stringify(content)), isCut: false };
    },
    watch: () => {
      throw new Error('no watch in this test');
    },
    exec: async () => Promise.reject(new Error('no command in this test')),
    [Symbol.dispose]: () => undefined,
  };
  return { cluster, applied, asked };
}

async function setUp(files: Readonly<Record<string, string>>, slow: Slow = {}, patienceMs = 30_000) {
  for (const [file, text] of Object.entries(files)) await writeFile(join(directory, 'setup', file), text);
  const server = startServer(slow);
  const wanted = await readSetup({ ...testLab(), directory }, {});
  const { signal } = new AbortController();
  const uids = await applyAll({
    cluster: server.cluster,
    objects: openObjects(server.cluster),
    wanted,
    signal,
    patienceMs,
  });
  return { ...server, uids, wanted };
}

test('a kind that the setup itself makes is waited for, in one file or in two', async () => {
  const { applied } = await setUp({ 'all.yaml': `${boats}---\n${boat}` }, { looks: 2 });
  expect(applied.at(-1)).toBe('/apis/t.example/v1/namespaces/default/boats/one');
  await rm(join(directory, 'setup', 'all.yaml'));
  const two = await setUp({ '1-crd.yaml': boats, '2-boat.yaml': boat }, { looks: 1 });
  expect(two.uids).toEqual(['uid-1', 'uid-2']);
});

test('a kind that never appears is blamed on the setup, not on the version of the cluster', async () => {
  await expect(setUp({ 'all.yaml': `${boats}---\n${boat}` }, { looks: Infinity }, 0)).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringContaining("The lab's setup could not make t.example/v1/Boat one within 0 s"),
    fix: expect.stringContaining('CustomResourceDefinition is Established'),
  });
});

test('a kind that neither the cluster nor the setup knows is refused at once', async () => {
  await expect(setUp({ 'boat.yaml': boat })).rejects.toMatchObject({
    code: 'not_found',
    message: 'This cluster does not know t.example/v1/Boat.',
  });
});

test('an object before its definition, or of a version that is not served, is reported at once with what to write', async () => {
  await expect(setUp({ 'all.yaml': `${boat}---\n${boats}` })).rejects.toMatchObject({
    code: 'lab_invalid',
    message: "The lab's setup applies Boat one before what makes the kind Boat.",
  });
  const old = boat.replace('v1', 'v0');
  await expect(setUp({ 'all.yaml': `${boats}---\n${old}` })).rejects.toMatchObject({
    code: 'lab_invalid',
    message: 'Boat one is of t.example/v0, and its CustomResourceDefinition boats.t.example serves v1.',
    fix: 'Write apiVersion: t.example/v1, or serve v0 too.',
  });
});

test('a namespace of the setup has its ServiceAccount before anybody works in it', async () => {
  const { asked } = await setUp(
    { 'all.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: lab }\n' },
    { looks: 2 },
  );
  expect(asked.filter((path) => path.endsWith('/namespaces/lab/serviceaccounts/default'))).toHaveLength(3);
});

test.for([
  [403, 'pods "bare" is forbidden: error looking up service account lab/default: serviceaccount "default" not found'],
  [500, 'Internal error occurred: failed calling webhook "a.example": no endpoints available for service "hook"'],
  [404, 'namespaces "lab" not found'],
  [409, 'Operation cannot be fulfilled on resourcequotas "q"'],
  [429, 'too many requests'],
] as const)('a refusal of %i that goes away by waiting is waited for', async ([status, message]) => {
  const all = `apiVersion: v1\nkind: Namespace\nmetadata: { name: lab }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: bare, namespace: lab }\n`;
  const refuse = (path: string) => (path.includes('/pods/') ? { status, message } : undefined);
  const { applied } = await setUp({ 'all.yaml': all }, { looks: 1, refuse });
  expect(applied).toEqual(['/api/v1/namespaces/lab', '/api/v1/namespaces/lab/pods/bare']);
});

test.for([
  [403, 'pods "bare" is forbidden: violates PodSecurity "restricted"', 'forbidden'],
  [422, 'Pod "bare" is invalid: spec.containers: Required value', 'conflict'],
  [404, 'namespaces "elsewhere" not found', 'cluster_unreachable'],
] as const)('a permanent refusal with %i is reported at once', async ([status, message, code]) => {
  const all = 'apiVersion: v1\nkind: Pod\nmetadata: { name: bare, namespace: elsewhere }\n';
  await expect(
    setUp({ 'all.yaml': all }, { looks: Infinity, refuse: () => ({ status, message }) }),
  ).rejects.toMatchObject({ code, message: expect.stringContaining(message.slice(0, 30)) });
});

test('a list counts as its items, whatever its kind', async () => {
  const list = `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
  - { apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: b } }] }
---
apiVersion: v1
kind: ConfigMapList
items: [{ metadata: { name: c } }]
`;
  const { applied } = await setUp({ 'all.yaml': list });
  expect(applied.map((path) => path.slice(-1))).toEqual(['a', 'b', 'c']);
});

test('an invalid object is reported with its file and what it lacks', async () => {
  await expect(setUp({ 'all.yaml': 'kind: ConfigMap\nmetadata: { generateName: x- }\n' })).rejects.toMatchObject({
    code: 'lab_invalid',
    message: 'labs/a-lab/setup/all.yaml holds an object without apiVersion, metadata.name.',
  });
  const objects: readonly KubeManifest[] = await readSetup({ ...testLab(), directory: join(directory, 'no') }, {});
  expect(objects).toEqual([]);
});
