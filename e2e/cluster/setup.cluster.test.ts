import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LabCluster, labPage, openLabCluster } from './lab-cluster.ts';

const id = 'setups';
const { signal } = new AbortController();
let cluster: LabCluster;
const reset = (lab: string): Promise<void> => cluster.reset(lab);
const on = (node: string, script: string): Promise<string> => cluster.on(node, script);
const inWorkspace = (script: string): Promise<string> => cluster.inWorkspace(script);
const kubectl = (words: string): Promise<string> => cluster.kubectl(words);
const metricsServer = (): Promise<string> =>
  kubectl('get deployments,pods -n kube-system -l k8s-app=metrics-server --ignore-not-found -o name');

const clinicHead = `parameters: { token: random8 }
registry: { access: anonymous, images: { 'lazy:v1': course.local/busybox:1.37, 'deep/lazy-{{token}}:v2': course.local/nginx:1.26 } }
cleanup: { files: [/opt/by-hand on worker, /etc/kubernetes/manifests/mine.yaml] }
setup:
  remove: [apps/v1/Deployment kube-system/metrics-server]
  until:
    - resource: v1/Pod lab-clinic/writer
      that: self.status.phase == 'Succeeded' && self.spec.nodeName == params.node.worker2
    - resource: v1/Pod kube-system/oldtimer-{{node.worker2}}
      that: self.status.phase == 'Running'
    - { list: v1/Pod lab-clinic app=lazy, that: "size(items) == 2 && items.all(p, p.status.phase == 'Running')", within: 2m }
    - node: /var/lab/clinic/written
      on: worker2
      that: file.content.trim() == params.token
      within: 2m
`;

const objects = `apiVersion: v1
kind: Namespace
metadata: { name: lab-clinic }
---
apiVersion: v1
kind: Pod
metadata: { name: writer, namespace: lab-clinic }
spec:
  nodeName: "{{node.worker2}}"
  restartPolicy: Never
  containers:
    - name: writer
      image: course.local/busybox:1.37
      command: [sh, -c, "cp /data/note /data/written"]
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes: [{ name: data, hostPath: { path: /var/lab/clinic, type: Directory } }]
---
apiVersion: v1
kind: Pod
metadata: { name: lazy-one, namespace: lab-clinic, labels: { app: lazy } }
spec: { terminationGracePeriodSeconds: 0, containers: [{ name: c, image: "registry.course.local:5000/lazy:v1", command: [sleep, 1d] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: lazy-two, namespace: lab-clinic, labels: { app: lazy } }
spec: { terminationGracePeriodSeconds: 0, containers: [{ name: c, image: "registry.course.local:5000/deep/lazy-{{token}}:v2" }] }
`;
const oldtimer = `apiVersion: v1
kind: Pod
metadata: { name: oldtimer, namespace: kube-system }
spec: { terminationGracePeriodSeconds: 0, containers: [{ name: c, image: course.local/busybox:1.37, command: [sleep, 1d] }] }
`;

const files: Readonly<Record<string, string>> = {
  'a-clinic/lab.mdx': labPage(clinicHead, {
    there: `node="/var/lab/clinic/note" on="worker2" that="file.content.trim() == params.token + params.node.worker"`,
  }),
  'a-clinic/setup/objects.yaml': objects,
  'a-clinic/setup/workspace/clinic/broken.yaml': 'kind: [broken {{token}}\n',
  'a-clinic/setup/workspace/run.sh': '#!/bin/sh\necho {{token}}\n',
  'a-clinic/setup/nodes/worker2/var/lab/clinic/note': '{{token}}\n',
  'a-clinic/setup/nodes/worker2/etc/kubernetes/manifests/oldtimer.yaml': oldtimer,
  'a-clinic/setup/nodes/worker/etc/hosts': '127.0.0.1 localhost broken\n',
  'a-late/lab.mdx': labPage(
    'setup:\n  until:\n    - { resource: v1/Namespace default, that: "self.status.phase == \'Gone\'", within: 2s }\n',
    { there: 'resource="v1/Node x"' },
  ),
  'a-plain/lab.mdx': labPage('', { there: 'resource="v1/Node x"' }),
  ...Object.fromEntries(
    ['a-clinic', 'a-late', 'a-plain'].map((lab) => [`${lab}/mutants/there-not/solution.sed`, 's/true/false/\n']),
  ),
};

beforeAll(async () => {
  cluster = await openLabCluster(id, files);
});

afterAll(() => cluster?.[Symbol.asyncDispose]());

/** What the set-up of the clinic makes, whoever worked there before. */
async function expectStartState(): Promise<void> {
  const { token = '' } = cluster.parameters();
  expect(await inWorkspace('cat clinic/broken.yaml; ./run.sh; stat -c %U:%a clinic/broken.yaml')).toBe(
    `kind: [broken ${token}\n${token}\nstudent:644`,
  );
  expect(await on('worker2', 'cat /var/lab/clinic/written; stat -c %U:%a /var/lab/clinic/note')).toBe(
    `${token}\nroot:644`,
  );
  expect(await on('worker', 'cat /etc/hosts')).toBe('127.0.0.1 localhost broken');
  expect(await metricsServer()).toBe('');
  const pulled = await kubectl(
    'get pods -n lab-clinic -l app=lazy -o jsonpath="{.items[*].status.containerStatuses[*].imageID}"',
  );
  expect(pulled).toMatch(/^\S*\/lazy@sha256:\S+ \S*\/deep\/lazy-\w+@sha256:\S+$/);
  const digests = pulled.split(' ').map((image) => image.split('@')[1] ?? image);
  const preloaded = await on('worker', "ctr -n k8s.io images ls | grep '^course.local/'");
  for (const digest of digests) expect(preloaded).not.toContain(digest);
  const blobs = await inWorkspace(
    'for size in $(curl -s http://registry.course.local:5000/v2/lazy/manifests/v1 -H "Accept: application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json" | jq -r ".layers[].digest"); do curl -s http://registry.course.local:5000/v2/lazy/blobs/$size | sha256sum | sed "s/ .*//; s/^/sha256:/" | grep -x "$size"; done | wc -l',
  );
  expect(Number(blobs)).toBeGreaterThan(0);
  expect(await kubectl('get pods -n kube-system -o name')).toContain(`pod/oldtimer-drydock-${id}-worker2`);
}

test('the set-up writes files, removes what it names, and is ready only when its conditions are true', async () => {
  await using grader = await cluster.open('a-clinic');
  await grader.prepare({ signal, onStep: () => undefined });
  expect(cluster.parameters()).toMatchObject({ 'node.worker2': `drydock-${id}-worker2` });
  await expectStartState();
  await grader.prepare({ signal, onStep: () => undefined });
  await expectStartState();
  await on('worker2', `echo ${cluster.parameters()['token']}drydock-${id}-worker >/var/lab/clinic/note`);
  expect((await grader.check({ signal })).map(({ outcome }) => outcome)).toEqual(['pass']);
}, 300_000);

test('a reset takes away what the set-up wrote and what became of it, in the same cluster, and writes it again', async () => {
  await inWorkspace('rm -r clinic && echo mine >clinic && echo mine >run.sh && echo kept >other');
  await on('worker2', 'rm -r /etc/kubernetes/manifests/oldtimer.yaml && echo mine >/var/lab/clinic/more');
  await on('worker', `mkdir /opt/by-hand && echo '${oldtimer}' >/etc/kubernetes/manifests/mine.yaml`);
  await kubectl('create deployment metrics-server -n kube-system --image=course.local/busybox:1.37');
  await reset('a-clinic');
  await expectStartState();
  expect(await inWorkspace('cat other')).toBe('kept');
  expect(await on('worker2', 'ls /var/lab/clinic')).toBe('note\nwritten');
  expect(await on('worker', 'ls /opt/by-hand /etc/kubernetes/manifests/mine.yaml 2>&1 | wc -l')).toBe('2');
}, 300_000);

test('a condition that does not come true ends the set-up with what is there instead', async () => {
  await expect(reset('a-late')).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringMatching(/waited 2 s .*Namespace default.*status\.phase.*Active/),
  });
}, 300_000);

test('the next lab on the cluster finds files and the removed system as they were before', async () => {
  await reset('a-plain');
  expect(await inWorkspace('ls')).toBe('other');
  await cluster.stopRegistry();
  for (const node of ['control-plane', 'worker', 'worker2'])
    expect(await on(node, 'ctr -n k8s.io images ls -q')).not.toContain('registry.course.local');
  expect(await on('worker2', 'ls -d /var/lab /etc/kubernetes/manifests/oldtimer.yaml 2>/dev/null; true')).toBe('');
  expect(await on('worker', 'cat /etc/hosts')).not.toContain('broken');
  expect(await metricsServer()).toMatch(/^deployment\.apps\/metrics-server\npod\/metrics-server-/);
  await reset('a-plain');
  expect(await metricsServer()).toContain('deployment.apps/metrics-server');
}, 300_000);
