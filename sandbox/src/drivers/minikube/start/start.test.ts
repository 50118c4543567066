import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@drydock/host';
import { CourseError, type Step } from '@drydock/model';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClusterOrder } from '../../docker/cluster-maker.ts';
import { checkMinikube } from '../preflight.ts';
import { startArguments, type StartOrder } from './arguments.ts';
import { startCluster } from './start.ts';

const standIn = join(import.meta.dirname, '../../../testing/minikube/stand-in.ts');
const profile = 'drydock-abcdef-control-plane';
const one: StartOrder = {
  profile,
  network: 'drydock-abcdef',
  nodes: 1,
  baseImage: 'drydock/minikube:0123456789ab',
  kubernetesVersion: '1.36.3',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-minikube-'));
  const program = join(folder, 'bin', 'minikube');
  await mkdir(join(folder, 'bin'));
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`);
  await chmod(program, 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/usr/local/bin:/usr/bin:/bin`);
  vi.stubEnv('STAND_IN_SEEN', join(folder, 'seen.json'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function start(order: StartOrder, signal = new AbortController().signal, onStep?: (step: Step) => void) {
  const steps: Step[] = [];
  const cluster: ClusterOrder = {
    id: 'abcdef',
    profile: order.nodes === 1 ? 'one-node' : 'three-nodes',
    name: order.network,
    nodeImage: order.baseImage,
    folder,
    auditPolicy: join(folder, 'audit-policy.yaml'),
    environment: { DOCKER_CONFIG: '/no/proxies' },
    timeoutMs: 60_000,
    signal,
    onStep: (step) => {
      steps.push(step);
      onStep?.(step);
    },
    onGroup: () => undefined,
  };
  await startCluster(cluster, order);
  const { flags, environment } = JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8'));
  return { steps, flags, environment };
}

test('each argument of a start is what the program takes, and one node is left in peace by heartbeats', async () => {
  const { flags } = await start(one);
  expect(flags).toEqual({
    profile,
    driver: 'docker',
    'container-runtime': 'containerd',
    nodes: '1',
    output: 'json',
    interactive: 'false',
    'keep-context': 'true',
    'embed-certs': 'true',
    'base-image': one.baseImage,
    'kubernetes-version': 'v1.36.3',
    network: 'drydock-abcdef',
    'listen-address': '127.0.0.1',
    'apiserver-port': '8443',
    'apiserver-names': profile,
    'service-cluster-ip-range': '10.96.0.0/16',
    cni: 'false',
    memory: 'no-limit',
    cpus: 'no-limit',
    wait: 'apiserver',
    preload: 'false',
    'cache-images': 'false',
    'install-addons': 'false',
    'auto-update-drivers': 'false',
    'disable-optimizations': 'true',
    force: 'true',
    'extra-config': [
      'kubeadm.pod-network-cidr=10.244.0.0/16',
      'kubelet.config-dir=/etc/kubernetes/kubelet-alone.d',
      'controller-manager.leader-elect=false',
      'scheduler.leader-elect=false',
      'apiserver.audit-policy-file=/etc/kubernetes/audit-policy.yaml',
      'apiserver.audit-log-path=/var/log/kubernetes/student-requests.log',
      'apiserver.audit-log-maxsize=1',
      'apiserver.audit-log-maxbackup=1',
      'controller-manager.node-monitor-grace-period=720h',
    ],
  });
});

test('three nodes are started at once, and a lost one of them is still found', async () => {
  const { flags } = await start({ ...one, nodes: 3 });
  expect(flags).toMatchObject({ nodes: '3' });
  expect(flags['extra-config']).toContain('kubelet.config-dir=/etc/kubernetes/kubelet.d');
  expect(String(flags['extra-config'])).not.toContain('grace-period');
});

test('nothing of the user’s own minikube and kubeconfig is read or written, and no proxy is handed on', async () => {
  for (const [name, value] of Object.entries({
    MINIKUBE_HOME: '/home/me',
    MINIKUBE_PROFILE: 'mine',
    MINIKUBE_ADDONS: 'dashboard',
    KUBECONFIG: '/home/me/.kube/config',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  }))
    vi.stubEnv(name, value);
  const { environment } = await start(one);
  expect(environment).toMatchObject({
    MINIKUBE_HOME: join(folder, 'minikube'),
    KUBECONFIG: join(folder, 'minikube.yaml'),
    DOCKER_CONFIG: '/no/proxies',
    MINIKUBE_WANTUPDATENOTIFICATION: 'false',
  });
  const names = Object.keys(environment);
  expect(names.filter((name) => /^MINIKUBE_(PROFILE|ADDONS)|PROXY/u.test(name))).toEqual([]);
  await expect(stat(join(folder, 'minikube', '.minikube', 'profiles', profile))).resolves.toBeDefined();
});

test('the phases of minikube are steps, each of which begins once and is done', async () => {
  const { steps } = await start({ ...one, nodes: 3 });
  const idsOf = (state: Step['state']) => steps.filter((step) => step.state === state).map(({ id }) => id);
  expect(idsOf('running')).toEqual(['nodes', 'control-plane', 'workers']);
  expect(idsOf('done')).toEqual(idsOf('running'));
});

test('a start that fails says why in minikube’s own words, with its advice, in both languages', async () => {
  vi.stubEnv('STAND_IN_PLAY', 'fails');
  const error: unknown = await start(one).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CourseError);
  expect(error).toMatchObject({
    code: 'command_failed',
    message: expect.stringMatching(/drydock-abcdef-control-plane.*port is already allocated/u),
    fix: 'Restart Docker',
    zh: {
      message: expect.stringMatching(/没能启动.*port is already allocated/u),
      fix: expect.stringContaining('建议'),
    },
  });
});

test('a start that is called off ends the program', async () => {
  vi.stubEnv('STAND_IN_PLAY', 'hangs');
  const caller = new AbortController();
  const starting = start(one, caller.signal, ({ id }) => id === 'nodes' && caller.abort());
  await expect(starting).rejects.toMatchObject({ code: 'aborted' });
}, 30_000);

test('the stand-in is strict: an unknown flag, a value too many and a missing one end it', async () => {
  const wrong = [
    [...startArguments(one), '--no-such-flag'],
    [...startArguments(one), '--interactive', 'false'],
    startArguments(one).slice(1),
    startArguments(one).map((word) => (word === 'containerd' ? 'docker' : word)),
  ];
  for (const argv of wrong) await expect(run('minikube', argv)).rejects.toMatchObject({ code: 'command_failed' });
});

test('a minikube that is there and new enough has no problem; else the remedy is told', async () => {
  expect(await checkMinikube({})).toEqual([]);
  vi.stubEnv('STAND_IN_VERSION', 'v1.37.0');
  expect(await checkMinikube({})).toMatchObject([
    { message: expect.stringContaining('1.37.0 is too old'), zh: { message: expect.stringContaining('太旧') } },
  ]);
  vi.stubEnv('STAND_IN_VERSION', '');
  expect(await checkMinikube({})).toMatchObject([{ message: expect.stringContaining('printed no version') }]);
  await rm(join(folder, 'bin', 'minikube'));
  expect(await checkMinikube({})).toMatchObject([
    { fix: expect.stringContaining('https://minikube.sigs.k8s.io'), zh: { message: '没有安装 minikube。' } },
  ]);
}, 30_000);
