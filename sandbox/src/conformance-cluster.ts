import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ExecAccess, Sandbox, SandboxDriver } from './driver.ts';
import { isApiReady, whoAmI } from './conformance-api.ts';

export interface Pair {
  readonly small: Sandbox;
  readonly large: Sandbox;
  readonly driver: SandboxDriver;
}

/** The part of the suite that needs real clusters and workspaces; `pair` answers the one-node and the three-node sandbox. */
export function describeCluster(pair: () => Pair): void {
  test('the API server knows student and grader as different users', async () => {
    const { small } = pair();
    const [student, grader] = await Promise.all([
      whoAmI(await small.kubeconfig('student')),
      whoAmI(await small.kubeconfig('grader')),
    ]);
    expect(student).toMatchObject({ username: 'student', groups: expect.arrayContaining(['kubeadm:cluster-admins']) });
    expect(grader).toMatchObject({ username: 'drydock-grader', groups: expect.arrayContaining(['system:masters']) });
  });

  test('the nodes of the profile are Ready when create resolves', async () => {
    const { small, large } = pair();
    expect(await readyNodes(small)).toBe('True');
    expect(await readyNodes(large)).toBe('True True True');
  });

  test('a node is reached as root: output, input, exit code, every node of the profile and no other', async () => {
    const { small, large } = pair();
    const node = await small.node();
    expect(await node.exec(['id', '-u'])).toEqual({ exitCode: 0, stdout: '0\n', stderr: '' });
    expect(await node.exec(['cat'], { input: 'ahoy' })).toMatchObject({ stdout: 'ahoy' });
    expect(await node.exec(['sh', '-c', 'echo no >&2; exit 3'])).toEqual({ exitCode: 3, stdout: '', stderr: 'no\n' });
    const worker = await large.node('worker2');
    expect((await worker.exec(['hostname'])).stdout).toContain(`${large.id}-worker2`);
    await expect(small.node('worker')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the address of a node is one its ports answer at, for this host and for the sandbox', async () => {
    const { small, large } = pair();
    const address = await (await large.node('worker')).address();
    expect(isIPv4(address)).toBe(true);
    expect(address).not.toBe(await (await large.node()).address());
    expect(await reaches(address, 10_250)).toBe(true);
    expect(await reaches(await (await small.node()).address(), 6443)).toBe(true);
  });

  test('a command on a node ends at its time limit, in the node too', async () => {
    const node = await pair().small.node();
    await expect(node.exec(['sleep', '4711'], { timeoutMs: 500 })).rejects.toMatchObject({ code: 'timeout' });
    expect((await node.exec(['pgrep', '-fx', 'sleep 4711'])).stdout).toBe('');
  });

  test('the workspace is the student’s: not root, no capability, no way to more, no Docker socket, no agent folder', async () => {
    const { small } = pair();
    expect(await shell(small.workspace(), 'id -un; id -u; pwd')).toBe('student\n20001\n/home/student\n');
    const status = await shell(small.workspace(), 'cat /proc/self/status');
    expect(status).toMatch(/^CapEff:\t0+$/mu);
    expect(status).toMatch(/^NoNewPrivs:\t1$/mu);
    expect(
      await shell(small.workspace(), 'find / -xdev -name "docker*.sock" -o -name "containerd*.sock" 2>/dev/null; true'),
    ).toBe('');
    expect((await small.workspace().exec(['ls', '/run/drydock'])).exitCode).not.toBe(0);
  });

  test('the environment of the workspace holds nothing of the platform', async () => {
    const environment = await shell(pair().small.workspace(), 'env');
    const names = environment.split('\n').map((line) => line.split('=')[0] ?? '');
    expect(names.filter((name) => /DRYDOCK|TOKEN|SECRET|PASSWORD|KEY|DOCKER|NPM|PROXY/iu.test(name))).toEqual([]);
  });

  test('no proxy of this host reaches a node or what runs on it', async () => {
    const { large } = pair();
    for (const name of ['control-plane', 'worker', 'worker2']) {
      const node = await large.node(name);
      expect(await shell(node, 'env | grep -ic proxy; true')).toBe('0\n');
      const ofServices = 'cat /proc/$(pgrep -xo containerd)/environ /proc/$(pgrep -xo kubelet)/environ';
      expect(await shell(node, `${ofServices} | tr '\\0' '\\n' | grep -i '^[a-z]*_proxy=.'; true`)).toBe('');
    }
    const manifests = 'grep -il _proxy /etc/kubernetes/manifests/*.yaml; true';
    expect(await shell(await large.node(), manifests)).toBe('');
  });

  test('kubectl in the workspace is the student, with a kubeconfig only the student reads', async () => {
    const { small } = pair();
    const who = "kubectl auth whoami --output jsonpath='{.status.userInfo.username}'";
    expect(await shell(small.workspace(), who)).toBe('student');
    expect(await shell(small.workspace(), "stat --format '%a %u' ~/.kube/config")).toBe('600 20001\n');
  });

  test('what the student asks the API server from this host is known as use of it, and what others ask is not', async () => {
    const { small } = pair();
    const used = async () => (await small.lastApiUse())?.getTime() ?? 0;
    const beginning = Date.now();
    await expect
      .poll(
        async () => {
          await whoAmI(await small.kubeconfig('student'));
          return used();
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(beginning);
    // The log knows whole seconds.
    const before = await used();
    await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(before + 2000);
    await whoAmI(await small.kubeconfig('grader'));
    expect(await used()).toBe(before);
  }, 30_000);

  test('the agent answers who dials it', async () => {
    const stream = await pair().small.agent()();
    stream.write('GET /terminals HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n');
    expect(await text(stream)).toMatch(/^HTTP\/1\.1 200 /u);
  });

  test('two sandboxes cannot reach or name each other', async () => {
    const { small, large } = pair();
    const [own, foreign] = await Promise.all([addressOf(small), addressOf(large)]);
    const reach = (address: string) =>
      small.workspace().exec(['timeout', '2', 'bash', '-c', `exec 3<>/dev/tcp/${address}/6443`]);
    expect(await reach(own)).toMatchObject({ exitCode: 0 });
    expect((await reach(foreign)).exitCode).not.toBe(0);
    const name = (await large.node()).name;
    expect((await small.workspace().exec(['getent', 'hosts', name])).exitCode).not.toBe(0);
  });

  test('a frozen sandbox answers nothing; thawed, its API answers at once and its processes are the same', async () => {
    const { small, driver } = pair();
    const started = async () => shell(small.workspace(), 'stat --format %Y /proc/1');
    const before = await started();
    await driver.freeze(small.id);
    expect(await isApiReady(await small.kubeconfig('grader'), 500)).toBe(false);
    await driver.thaw(small.id);
    expect(await isApiReady(await small.kubeconfig('grader'), 500)).toBe(true);
    expect(await started()).toBe(before);
  }, 60_000);

  test('metrics-server and everything else that starts with the cluster runs when it has settled', async () => {
    const { small } = pair();
    await small.settled({ signal: new AbortController().signal, withinMs: 120_000 });
    const available =
      'kubectl get apiservice v1beta1.metrics.k8s.io --output jsonpath=\'{.status.conditions[?(@.type=="Available")].status}\'';
    expect(await shell(small.workspace(), available)).toBe('True');
    expect(
      await shell(small.workspace(), "kubectl get storageclass standard --output jsonpath='{.provisioner}'"),
    ).not.toBe('');
  }, 150_000);

  test('logs of every container are collected', async () => {
    const { small } = pair();
    const directory = await mkdtemp(join(tmpdir(), 'drydock-logs-'));
    try {
      await small.collectLogs(directory);
      expect(await readdir(directory)).toEqual(
        expect.arrayContaining(['control-plane.journal.log', 'workspace.console.log']),
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 60_000);
}

/**
 * A test to run beside others: a sandbox of one node that was frozen for longer than a kubelet may be silent (50 s) and a container runtime may not be asked (30 s)
 * wakes without its node ever being NotReady, and runs a new Pod.
 */
export function testLongFreeze(pair: () => Pair): void {
  test.concurrent(
    'after a long freeze the node was never NotReady and a new Pod runs',
    async ({ expect }) => {
      const { small, driver } = pair();
      const ofNode = (path: string) =>
        shell(small.workspace(), `kubectl get nodes --output jsonpath='{.items[0].${path}}'`);
      const readySince = 'status.conditions[?(@.type=="Ready")].lastTransitionTime';
      const before = await ofNode(readySince);
      await driver.freeze(small.id);
      await delay(55_000);
      await driver.thaw(small.id);
      const image =
        "$(kubectl --namespace kube-system get deployment coredns --output jsonpath='{..containers[0].image}')";
      await shell(
        small.workspace(),
        `kubectl run fresh --image="${image}" && kubectl wait --for=condition=Ready --timeout=20s pod/fresh`,
      );
      expect(await ofNode(readySince)).toBe(before);
      expect(await ofNode('spec.taints')).toBe('');
    },
    180_000,
  );
}

/** Runs a script that must succeed and say nothing on stderr; answers its output. */
export async function shell(access: ExecAccess, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await access.exec(['bash', '-c', script]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout;
}

async function readyNodes(sandbox: Sandbox): Promise<string> {
  return shell(
    sandbox.workspace(),
    `kubectl get nodes --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}'`,
  );
}

async function addressOf(sandbox: Sandbox): Promise<string> {
  const node = await sandbox.node();
  return (await shell(node, "hostname --ip-address | tr ' ' '\\n' | grep -m1 '^10\\.'")).trim();
}

async function reaches(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: 3000 }, () => resolve(true));
  socket.once('error', () => resolve(false)).once('timeout', () => resolve(false));
  const isReached = await promise;
  socket.destroy();
  return isReached;
}
