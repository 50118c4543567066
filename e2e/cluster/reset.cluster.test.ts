import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LabCluster, labPage, openLabCluster } from './lab-cluster.ts';

const id = 'resets';
const { signal } = new AbortController();
let cluster: LabCluster;
const reset = (): Promise<void> => cluster.reset('a-reset');
const on = (node: string, script: string): Promise<string> => cluster.on(node, script);
const kubectl = (words: string): Promise<string> => cluster.kubectl(words);

const page = labPage('parameters: {}\n', {
  there: `list="v1/Pod lab-reset app=everywhere" within="30s" that="size(items) == 3 && items.all(p, p.status.phase == 'Running')"`,
});
/** A definition and its object, a namespace and a bare Pod, each right after what it needs; and a Pod on each node. */
const setup = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: boats.reset.example }
spec:
  group: reset.example
  scope: Namespaced
  names: { kind: Boat, plural: boats, singular: boat }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
---
apiVersion: reset.example/v1
kind: Boat
metadata: { name: one, namespace: default }
---
apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Namespace, metadata: { name: lab-reset } }
  - apiVersion: v1
    kind: Pod
    metadata: { name: bare, namespace: lab-reset }
    spec: { containers: [{ name: c, image: "course.local/busybox:1.37", command: [sleep, 1d] }] }
  - apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: everywhere, namespace: lab-reset }
    spec:
      selector: { matchLabels: { app: everywhere } }
      template:
        metadata: { labels: { app: everywhere } }
        spec:
          tolerations: [{ operator: Exists }]
          containers: [{ name: c, image: "course.local/busybox:1.37", command: [sleep, 1d] }]
`;

/** A claim in use by a Pod that does not hear its end coming. */
const claimed = `apiVersion: v1
kind: Namespace
metadata: { name: lab-claim }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: lab-claim }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: deaf, namespace: lab-claim }
spec:
  containers:
    - name: c
      image: course.local/redis:8.0
      command: [sh, -c, "trap '' TERM; while true; do date >/data/now; sleep 0.2; done"]
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`;

/** The same page and the same redirect, asked for in each way. */
const checks = Object.fromEntries(
  ['pod', 'service', 'nodeport'].flatMap((word) =>
    Object.entries({ page: '/', moved: '/cgi-bin/old' }).map(([what, path]) => [
      `${word}-${what}`,
      `http="${word} lab-page/web" port={80} path="${path}"${word === 'nodeport' ? ' on="worker"' : ''} within="60s" that="response.status in [200, 302]"`,
    ]),
  ),
);
const web = `apiVersion: v1
kind: Namespace
metadata: { name: lab-page }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: lab-page, labels: { app: web } }
spec:
  containers:
    - name: web
      image: course.local/busybox:1.37
      command:
        - sh
        - -c
        - |
          mkdir -p /www/cgi-bin
          echo '<html><body><a href="/next">go</a> <img src="/a.png"> <a href="https://example.org/x">out</a></body></html>' >/www/index.html
          cat >/www/cgi-bin/old <<'SH'
          #!/bin/sh
          printf 'Status: 302 Found\\r\\nLocation: /next\\r\\n\\r\\n'
          SH
          chmod +x /www/cgi-bin/old
          exec httpd -f -p 80 -h /www
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: lab-page }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }
`;

beforeAll(async () => {
  cluster = await openLabCluster(id, {
    'a-reset/lab.mdx': page,
    'a-reset/setup/all.yaml': setup,
    'a-reset/mutants/there-not/solution.sed': 's/true/false/\n',
    'a-web/lab.mdx': labPage('parameters: {}\n', checks),
    [`a-web/mutants/${Object.keys(checks).join('+')}-not/solution.sed`]: 's/true/false/\n',
  });
  await using grader = await cluster.open('a-reset');
  await grader.prepare({ signal, onStep: () => undefined });
});

afterAll(() => cluster?.[Symbol.asyncDispose]());

test('a definition with its object, and a bare Pod in a namespace of the same setup, are there from the first time', async () => {
  expect(await kubectl('get boats one -o name')).toBe('boat.reset.example/one');
  expect(await kubectl('get pod bare -n lab-reset -o name')).toBe('pod/bare');
});

test('a page and a redirect read the same through a Pod, a Service and a node port', async () => {
  await kubectl(`apply -f - <<'END'\n${web}\nEND`);
  await using grader = await cluster.open('a-web');
  await expect
    .poll(async () => (await grader.check({ signal })).map(({ outcome }) => outcome), {
      timeout: 90_000,
      interval: 1000,
    })
    .toEqual(Array.from({ length: 6 }, () => 'pass'));
  const { evidence } = await grader.submit({ signal });
  const told = (id: string): unknown => {
    const { values = {} } = evidence.rounds[0]?.checks.find(({ check }) => check === id)?.main ?? {};
    const response = values['response'] as { status: number; body: string; headers: Record<string, string> };
    const { location, 'content-type': type, 'content-length': length, 'cache-control': caching } = response.headers;
    // An answer without a body may be told to be empty or not: the proxy's server decides by its timing.
    const known = response.body === '' ? {} : { length };
    return { status: response.status, body: response.body, location, type, caching, ...known };
  };
  expect(told('nodeport-page')).toMatchObject({ status: 200, body: expect.stringContaining('href="/next"') });
  expect(told('nodeport-moved')).toMatchObject({ status: 302, location: '/next' });
  for (const word of ['pod', 'service'])
    for (const what of ['page', 'moved']) expect(told(`${word}-${what}`)).toEqual(told(`nodeport-${what}`));
}, 200_000);

test("an unchanged system is reset in place, again and again; a student's bootstrap token goes with a reset, the cluster's own stays", async () => {
  const own = await on('control-plane', 'kubeadm token list -o jsonpath="{.token}" | cut -d. -f1');
  const token = await on('control-plane', 'kubeadm token create');
  await kubectl('create serviceaccount disk-cleaner -n kube-system');
  await reset();
  await reset();
  const left = await kubectl('get secrets -n kube-system -o name');
  expect(left).not.toContain(`bootstrap-token-${token.split('.')[0]}`);
  expect(left.includes(`bootstrap-token-${own}`)).toBe(own !== '');
  expect(await kubectl('get serviceaccounts -n kube-system -o name')).not.toContain('disk-cleaner');
});

test('a namespace with a claim in use goes with its volume, and none of its containers goes on after the reset', async () => {
  const running = async (): Promise<number> => {
    const nodes = ['control-plane', 'worker', 'worker2'];
    const lists = nodes.map(async (node) =>
      on(node, 'ctr -n k8s.io containers ls | grep -c course.local/redis || true'),
    );
    return (await Promise.all(lists)).map(Number).reduce((sum, count) => sum + count, 0);
  };
  await kubectl(`apply -f - <<'END'\n${claimed}\nEND`);
  await kubectl('wait -n lab-claim pod/deaf --for=condition=Ready --timeout=90s');
  expect(await running()).toBe(1);
  await reset();
  expect(await running()).toBe(0);
  expect(await kubectl('get persistentvolumes,persistentvolumeclaims -A -o name')).toBe('');
  expect(await kubectl('get namespaces -o name')).not.toContain('lab-claim');
});

test('a reset of a cluster whose nodes were changed asks for a new one, and names the changes', async () => {
  await kubectl(`apply -f - <<'END'\napiVersion: v1\nkind: Node\nmetadata: { name: ghost }\nEND`);
  await expect(reset()).rejects.toMatchObject({ code: 'cluster_broken', message: expect.stringContaining('ghost') });
  await kubectl('delete node ghost');
  await on('worker2', 'echo "maxPods: 3" >>/var/lib/kubelet/config.yaml');
  await expect(reset()).rejects.toMatchObject({
    code: 'cluster_broken',
    message: expect.stringContaining('/var/lib/kubelet/config.yaml (node drydock-resets-worker2)'),
  });
  await on('control-plane', 'mkdir -p /tmp/empty && mount --bind /tmp/empty /etc/kubernetes/manifests');
  await expect(reset()).rejects.toThrow('mount:/etc/kubernetes/manifests (node drydock-resets-control-plane)');
  await on('worker', 'systemctl disable --now kubelet');
  await expect(reset()).rejects.toThrow('kubelet does not run (node drydock-resets-worker)');
}, 400_000);
