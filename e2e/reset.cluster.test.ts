import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGrader, type Grader, type GraderMemory, type Lab, loadLabs } from '@drydock/grader';
import { imageRefs, nodeImage } from '@drydock/images';
import { createKindDriver, type Sandbox, type SandboxDriver } from '@drydock/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';

const id = 'resets';
const { signal } = new AbortController();
let directory: string;
let driver: SandboxDriver | undefined;
let sandbox: Sandbox;
let lab: Lab;
let remembered: GraderMemory | undefined;
let startedAt = new Date();

const page = `---
title: t
lesson: architecture/components
minutes: 1
profile: three-nodes
parameters: {}
objectives: [o]
---

<Task id="run" points={1} title="t">
<Check id="there" title="t" list="v1/Pod lab-reset app=everywhere" within="30s" that="size(items) == 3 && items.all(p, p.status.phase == 'Running')" expected="e" />
</Task>

<Solution>

\`\`\`sh
kubectl get ns
\`\`\`

</Solution>
`;
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

async function hire(): Promise<Grader> {
  return createGrader({
    lab,
    kubeconfig: await sandbox.kubeconfig('grader'),
    parameters: {},
    startedAt,
    node: (name) => sandbox.node(name),
    log: { warn: (details, message) => console.warn(message, details) },
    ...(remembered && { remembered }),
    onRemember: (memory) => {
      remembered = memory;
    },
  });
}

async function reset(): Promise<void> {
  const began = new Date();
  await using grader = await hire();
  await grader.reset({ signal, onStep: ({ id: step, state, seconds }) => console.info(step, state, seconds ?? '') });
  startedAt = began;
}

async function on(node: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await (await sandbox.node(node)).exec(['bash', '-c', script], { signal });
  if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout.trim();
}

const kubectl = async (words: string): Promise<string> =>
  on('control-plane', `kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'drydock-reset-'));
  const files = {
    'lab.mdx': page,
    'lab.zh.mdx': page
      .replace(/lesson[^]*?\{\}\n/, '')
      .replace(' points={1}', '')
      .replace(/list=.*(?=expected)/, ''),
    'setup/all.yaml': setup,
    'solution/solve.sh': 'true\n',
    'mutants/there-not/solution.sed': 's/true/false/\n',
  };
  for (const [file, text] of Object.entries(files)) {
    const path = join(directory, 'labs', 'a-reset', file);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
  const { labs, problems } = await loadLabs(join(directory, 'labs'));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const found = labs.get('a-reset');
  if (!found) throw new Error('the lab was not read');
  lab = found;
  const node = await nodeImage();
  const { workspace, registry } = imageRefs();
  driver = createKindDriver({
    images: { node: node.ref, workspace: process.env['DRYDOCK_WORKSPACE_IMAGE'] ?? workspace, registry },
    kubeadm: { patches: node.kubeadmConfigPatches },
    runDirectory: join(directory, 'run'),
  });
  sandbox = await driver.create(
    { id, profile: 'three-nodes', lifetime: 'process' },
    { signal, onStep: () => undefined },
  );
  startedAt = new Date();
  await using grader = await hire();
  await grader.prepare({ signal, onStep: () => undefined });
});

afterAll(async () => {
  await driver?.destroy(id);
  await rm(directory, { recursive: true, force: true });
});

test('a definition with its object, and a bare Pod in a namespace of the same setup, are there from the first time', async () => {
  expect(await kubectl('get boats one -o name')).toBe('boat.reset.example/one');
  expect(await kubectl('get pod bare -n lab-reset -o name')).toBe('pod/bare');
});

test('a bootstrap token that a student made goes with a reset, that of the cluster stays', async () => {
  const own = await on('control-plane', 'kubeadm token list -o jsonpath="{.token}" | cut -d. -f1');
  const token = await on('control-plane', 'kubeadm token create');
  await kubectl('create serviceaccount disk-cleaner -n kube-system');
  await reset();
  const left = await kubectl('get secrets -n kube-system -o name');
  expect(left).not.toContain(`bootstrap-token-${token.split('.')[0]}`);
  expect(left.includes(`bootstrap-token-${own}`)).toBe(own !== '');
  expect(await kubectl('get serviceaccounts -n kube-system -o name')).not.toContain('disk-cleaner');
});

test('what was stopped on nodes runs again after a reset: kubelet, container runtime, control plane', async () => {
  await on('worker', 'systemctl disable --now kubelet; systemctl mask kubelet 2>/dev/null; true');
  await on('worker2', 'systemctl stop kubelet containerd; echo "maxPods: 3" >>/var/lib/kubelet/config.yaml');
  await on(
    'control-plane',
    `mkdir -p /root/away && cd /etc/kubernetes/manifests && mv kube-scheduler.yaml kube-controller-manager.yaml /root/away &&
     sed s/kube-scheduler/mine/ /root/away/kube-scheduler.yaml >mine.yaml && mkdir -p /tmp/empty && mount --bind /tmp/empty /etc/kubernetes/manifests`,
  );
  await kubectl(`apply -f - <<'END'\napiVersion: v1\nkind: Node\nmetadata: { name: ghost }\nEND`);
  await reset();
  await using grader = await hire();
  const told = async (): Promise<string | undefined> => (await grader.check({ signal }))[0]?.outcome;
  await expect.poll(told, { timeout: 60_000, interval: 1000 }).toBe('pass');
  expect(await kubectl('get nodes -o name')).not.toContain('ghost');
  for (const node of ['control-plane', 'worker', 'worker2'])
    expect(await on(node, 'systemctl is-active kubelet containerd; systemctl is-enabled kubelet')).toBe(
      'active\nactive\nenabled',
    );
  expect(await on('control-plane', 'ls /etc/kubernetes/manifests')).toBe(
    'etcd.yaml\nkube-apiserver.yaml\nkube-controller-manager.yaml\nkube-scheduler.yaml',
  );
  expect(await on('worker2', 'grep -c maxPods /var/lib/kubelet/config.yaml || true')).toBe('0');
}, 400_000);

test('a reset of a cluster in which a node cannot run any more asks for a new one', async () => {
  await on('worker', 'systemctl stop kubelet; mv /usr/bin/kubelet /root/kubelet.away');
  await expect(reset()).rejects.toMatchObject({
    code: 'cluster_broken',
    message: expect.stringMatching(/^Node drydock-resets-worker does not work: /),
  });
}, 400_000);
