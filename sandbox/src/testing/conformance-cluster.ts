import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { profileShape } from '@drydock/model';
import { expect, test } from 'vitest';
import type { ExecAccess, Sandbox, SandboxDriver } from '../driver.ts';
import { whoAmI } from './conformance-api.ts';

export interface Pair {
  readonly small: Sandbox;
  readonly large: Sandbox;
  readonly driver: SandboxDriver;
}

/**
 * The part of the suite that needs real clusters and workspaces; `pair` returns a sandbox of the driver's first profile and one of its last. `student` is who the student is to the API server.
 * In a cluster that is lent the grader is the lender, whose groups are what they are, and the use of its API is not told.
 */
export function describeCluster(
  pair: () => Pair,
  { student: name, isLent }: { student: string; isLent: boolean },
): void {
  test('the API server knows student and grader as different users', async () => {
    const { small } = pair();
    const [student, grader] = await Promise.all([
      whoAmI(await small.kubeconfig('student')),
      whoAmI(await small.kubeconfig('grader')),
    ]);
    expect(student.username).toBe(name);
    expect(grader.username).not.toBe(student.username);
    expect(grader.groups).toEqual(expect.arrayContaining(isLent ? [] : ['system:masters']));
    expect(student.groups).not.toContain('system:masters');
    expect(await shell(small.workspace(), "kubectl auth can-i '*' '*' --all-namespaces")).toBe('yes\n');
  });

  test('the nodes of the profile are Ready when create resolves', async () => {
    const { small, large } = pair();
    expect(await readyNodes(small)).toBe('True');
    expect(await readyNodes(large)).toBe(
      namesOfNodes(large)
        .map(() => 'True')
        .join(' '),
    );
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

  test('kubectl in the workspace is the student, with a kubeconfig only the student reads', async () => {
    const { small } = pair();
    const who = "kubectl auth whoami --output jsonpath='{.status.userInfo.username}'";
    expect(await shell(small.workspace(), who)).toBe(name);
    expect(await shell(small.workspace(), "stat --format '%a %u' ~/.kube/config")).toBe('600 20001\n');
  });

  if (isLent) testUnknownUse(pair);
  else testUse(pair);

  test('the agent answers on each new connection', async () => {
    const stream = await pair().small.agent()();
    stream.write('GET /terminals HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n');
    expect(await text(stream)).toMatch(/^HTTP\/1\.1 200 /u);
  });

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

  test('logs of every node and of the workspace are collected', async () => {
    const { small } = pair();
    const directory = await mkdtemp(join(tmpdir(), 'drydock-logs-'));
    try {
      await small.collectLogs(directory);
      const files = await readdir(directory);
      for (const part of [...namesOfNodes(small), 'workspace']) {
        const own = files.filter((file) => file.startsWith(part));
        const sizes = await Promise.all(own.map(async (file) => (await stat(join(directory, file))).size));
        expect(Math.max(0, ...sizes), `the logs of ${part}`).toBeGreaterThan(0);
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 60_000);
}

function testUse(pair: () => Pair): void {
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
}

function testUnknownUse(pair: () => Pair): void {
  test('nothing is claimed of the use of an API server whose log is not ours', async () => {
    await whoAmI(await pair().small.kubeconfig('student'));
    expect(await pair().small.lastApiUse()).toBeUndefined();
  });
}

/** Runs a script that must succeed and write nothing to stderr; returns its output. */
export async function shell(access: ExecAccess, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await access.exec(['bash', '-c', script]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout;
}

/** The names by which `Sandbox.node` knows the nodes of a sandbox. */
export function namesOfNodes({ profile }: Pick<Sandbox, 'profile'>): readonly string[] {
  return profileShape[profile].nodes;
}

async function readyNodes(sandbox: Sandbox): Promise<string> {
  return shell(
    sandbox.workspace(),
    `kubectl get nodes --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}'`,
  );
}
