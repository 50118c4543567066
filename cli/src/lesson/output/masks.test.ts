import { expect, test } from 'vitest';
import { maskOutput, masks } from './masks.ts';

const uid = '0b5f8a52-7f3c-4d0e-9a55-0f7f2ab7c9de';
const hex = 'dcb8b53e7c11ef4483f7a27fbfc972ee4708d77b7ec581354aa457884c9414e8';

const examples: Readonly<Record<string, readonly (readonly [text: string, masked: string])[]>> = {
  token: [['token: eyJhbGciOi.eyJpc3MiOi.c2ln', 'token: ‹token›']],
  uid: [
    [`uid: ${uid}`, 'uid: ‹uid›'],
    [`pvc-${uid}`, 'pvc-‹uid›'],
  ],
  digest: [
    [`busybox@sha256:${hex}`, 'busybox@‹digest›'],
    [`containerd://${hex}`, 'containerd://‹digest›'],
  ],
  'short id': [['dcb8b53e7c11e  Running', '‹id› Running']],
  time: [
    ['at 2026-11-21T10:51:32Z and 2026-11-21T10:51:32.123456789+01:00', 'at ‹time› and ‹time›'],
    ['Start Time:  Sat, 21 Nov 2026 10:51:32 +0000', 'Start Time: ‹time›'],
    ['Sat Nov 21 10:51:32 UTC 2026', '‹time›'],
    ['2026-11-21 10:51:32', '‹time›'],
    ['- [21/Nov/2026:10:51:32 +0000] "GET /"', '- [‹time›] "GET /"'],
  ],
  date: [['on 2026-11-21', 'on ‹date›']],
  clock: [['10:51:32 tick', '‹clock› tick']],
  'log head': [['I1121 10:51:32.123456       1 main.go:42] up', '‹log› up']],
  address: [
    ['10.244.0.5', '‹ip›'],
    ['10.244.0.0/24 and 10.96.0.1:443', '‹ip›/24 and ‹ip›:443'],
    ['fd00:10:244::5', '‹ip›'],
  ],
  'client port': [['127.0.0.1:45678->10.96.0.1:443', '‹ip›:‹port›->‹ip›:443']],
  'node port': [['80:31234/TCP', '80:‹node port›/TCP']],
  'ReplicaSet hash': [
    ['pod/web-7c5ddbdf54-x2v7k created', 'pod/web-‹hash›-‹suffix› created'],
    ['replicaset.apps/web-7c5ddbdf54', 'replicaset.apps/web-‹hash›'],
  ],
  'name suffix': [['pod/kube-proxy-x2v7k', 'pod/kube-proxy-‹suffix›']],
  'CronJob run': [
    ['pod/hello-29371234-x2v7k', 'pod/hello-‹run›-‹suffix›'],
    ['pod/hello-29876245-x2v7k', 'pod/hello-‹run›-‹suffix›'],
  ],
  'resource version': [
    ['  resourceVersion: "1234"', '  resourceVersion: ‹version›'],
    ['{"resourceVersion":"1234"}', '{"resourceVersion":‹version›}'],
  ],
  version: [['Server Version: v1.36.1', 'Server Version: ‹version›']],
  runtime: [['containerd://2.1.3', 'containerd://‹version›']],
  kernel: [['6.1.0-31-cloud-amd64', '‹kernel›']],
  'count over time': [['Back-off (x5 over 32s)', 'Back-off (x‹times› over ‹age›)']],
  duration: [
    ['5 (93s ago)', '5 (‹age› ago)'],
    ['3 (5m ago)', '3 (‹age› ago)'],
    ['  Normal   Pulled   2m   kubelet', '  Normal Pulled ‹age› kubelet'],
    ['  Warning  BackOff  2m (x2 over 10m)  kubelet', '  Warning BackOff ‹age› (x‹times› over ‹age›) kubelet'],
    ['took 2m10s, 1h2m3s, 1.5s and 250ms', 'took ‹age›, ‹age›, ‹age› and ‹age›'],
    ['3d4h 5h 12d', '‹age› ‹age› ‹age›'],
  ],
  'share of a node': [['cpu 860m (43%)', 'cpu 860m (‹share›)']],
  'memory of a node': [['24684084Ki', '‹node memory›']],
};

test.each(masks.map(({ name }) => [name] as const))('%s is masked', (name) => {
  const found = examples[name] ?? [];
  expect(found).not.toEqual([]);
  for (const [text, masked] of found) expect(maskOutput(text)).toBe(masked);
});

test('the ages of a table are masked, whatever their unit, and restarts are not', () => {
  expect(
    maskOutput(
      'NAME   READY   RESTARTS        AGE\nsoup   1/1     2 (5m ago)      12m\nstew   1/1     0               5m30s',
    ),
  ).toBe('NAME READY RESTARTS AGE\nsoup 1/1 2 (‹age› ago) ‹age›\nstew 1/1 0 ‹age›');
  expect(maskOutput('LAST SEEN   TYPE      REASON\n3m          Normal    Pulled\n').split('\n')[1]).toBe(
    '‹age› Normal Pulled',
  );
});

test('a table ends at a line without columns', () => {
  const table = 'NAME   AGE\nsoup   5m';
  expect(maskOutput(`${table}\ncpu: 500m\nlimit 128Mi`)).toBe('NAME AGE\nsoup ‹age›\ncpu: 500m\nlimit 128Mi');
});

test('what is measured is masked in the table of kubectl top', () => {
  expect(maskOutput('NAME   CPU(cores)   MEMORY(bytes)\nsoup   3m           90Mi')).toBe(
    'NAME CPU(cores) MEMORY(bytes)\nsoup ‹use› ‹use›',
  );
});

test.each([
  'cpu: 500m',
  'memory: 128Mi',
  'Liveness: exec [cat /tmp/healthy] delay=5s timeout=1s period=5s #success=1 #failure=3',
  'pod/soup created',
  'namespace/kitchen created',
  'exit code 137',
  'kubernetes 1.36',
  'image: course.local/busybox:1.37',
  'port: 8080',
  '    indented: text',
  'job.batch/tally created',
])('what an author decides is compared as it is: %s', (text) => {
  expect(maskOutput(text)).toBe(text);
});

test('runs of spaces are one, but for the indentation', () => {
  expect(maskOutput('  a    b \t c  \nd')).toBe('  a b c\nd');
});
