import { expect, test } from 'vitest';
import { checkExpression } from './check-expression.ts';
import type { Probe } from '../probe/kinds.ts';
import { parseObjectRef, parsePodRef } from '../language/reference.ts';

const resource = (text: string): Probe => {
  const ref = parseObjectRef(text);
  if (!ref) throw new Error(text);
  return { kind: 'resource', ref, absent: false };
};
const podRef = parsePodRef('lab/demo');
if (!podRef) throw new Error('lab/demo');
const probes = {
  pod: resource('v1/Pod lab/demo'),
  volume: resource('v1/PersistentVolume pv'),
  config: resource('v1/ConfigMap lab/answer'),
  secret: resource('v1/Secret lab/answer'),
  service: resource('v1/Service lab/web'),
  deployment: resource('apps/v1/Deployment lab/web'),
  exec: { kind: 'exec', pod: podRef, argv: ['date'], isAct: false },
  http: {
    kind: 'http',
    target: 'pod',
    pod: podRef,
    port: 80,
    path: '/',
    headers: {},
    repeat: 1,
  },
  file: { kind: 'node', file: '/x' },
  metrics: { kind: 'metrics', pod: podRef },
  logs: { kind: 'logs', pod: podRef, previous: false },
} satisfies Record<string, Probe>;

function findings(probe: keyof typeof probes, text: string): string[] {
  const found: string[] = [];
  const pods: Probe = { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab' } };
  checkExpression(
    text,
    { probe: probes[probe], with: { pods, secret: probes.secret }, isCondition: true, parameters: ['token'] },
    ({ offset, message, fix }) => found.push(`${offset} ${message} ${fix}`),
  );
  return found;
}

const web = 'self.spec.containers[0]';

test.each([
  ['pod', `${web}.livenessProbe.httpGet.port == 8080`, `port(container, ${web}.livenessProbe.httpGet.port)`],
  ['pod', `string(${web}.livenessProbe.tcpSocket.port) == '80'`, 'port(container'],
  ['pod', `int(${web}.readinessProbe.httpGet.port) != 80`, 'port(container'],
  ['pod', `${web}.startupProbe.httpGet.port == ${web}.startupProbe.httpGet.port`, 'port(container'],
  ['pod', `${web}.livenessProbe.httpGet.port in [80, 8080]`, 'port(container'],
  ['service', 'self.spec.ports[0].targetPort == 80', 'port(container, self.spec.ports[0].targetPort)'],
  ['service', 'self.spec.ports.exists(p, p.targetPort == 80)', 'port(container, p.targetPort)'],
  ['volume', "self.spec.hostPath.path == '/mnt/data'", 'samePath(self.spec.hostPath.path, …)'],
  ['volume', "self.spec.local.path == '/mnt/data'", 'samePath'],
  ['pod', `${web}.volumeMounts.exists(m, m.mountPath == '/data')`, 'samePath(m.mountPath, …)'],
  ['pod', `${web}.volumeMounts.exists(m, m.mountPath in ['/data'])`, 'samePath(m.mountPath, …)'],
  ['pod', `${web}.livenessProbe.httpGet.path == '/live'`, `requestPath(${web}.livenessProbe.httpGet.path)`],
  ['config', "self.data.answer == 'yes'", 'Write self.data.answer.trim(), or string(self.data.answer)'],
  ['config', "self.data['answer'] != 'yes'", "self.data['answer'].trim()"],
  ['config', "self.data.answer in ['yes', 'no']", 'self.data.answer.trim()'],
  ['config', "'yes' == self.data.answer", 'self.data.answer.trim()'],
  ['config', "self.data.?answer.orValue('') == params.token", '.trim()'],
  ['secret', "fromBase64(self.data.answer) == 'yes'", 'fromBase64(self.data.answer).trim()'],
  ['secret', "self.data.answer == 'eWVz'", 'self.data.answer.trim()'],
  ['exec', "stdout == 'yes'", 'stdout.trim()'],
  ['http', 'response.body == params.token', 'response.body.trim()'],
  ['http', 'responses.all(r, r.body == params.token)', 'r.body.trim()'],
  ['file', "file.content == 'yes'", 'file.content.trim()'],
  ['logs', "log == 'yes'", 'log.trim()'],
  ['pod', 'self.status.containerStatuses[0].restartCount == 0', 'statusOf(self, self.spec.containers[0])'],
  ['pod', 'isSet(self.status.containerStatuses[1].state.running)', 'statusOf(self, self.spec.containers[1])'],
  ['pod', 'self.status.?containerStatuses[0].restartCount.orValue(0) == 0', 'statusOf(self,'],
  ['pod', 'self.status.ephemeralContainerStatuses[0].restartCount == 0', 'statusOf(self,'],
  ['pod', 'pods.all(p, p.status.containerStatuses[0].ready)', 'statusOf(p, p.spec.containers[0])'],
  ['metrics', "containers[0].usage.memory > quantity('1Mi')", 'containers.exists(c, c.name'],
] as const)('of a %s, «%s» compares how something is written, and is refused', (probe, text, fix) => {
  const found = findings(probe, text);
  expect(found.length).toBeGreaterThan(0);
  expect(found.join('\n')).toContain(fix);
});

test.each([
  ['pod', `port(${web}, ${web}.livenessProbe.httpGet.port) == 8080`],
  ['pod', `${web}.livenessProbe.grpc.port == 8080 && ${web}.ports[0].containerPort == 80`],
  ['service', 'port(pods[0], self.spec.ports[0]) == 80 && self.spec.ports[0].port == 80'],
  ['deployment', "self.spec.strategy.rollingUpdate.maxSurge == '25%'"],
  ['volume', "samePath(self.spec.hostPath.path, '/mnt/data') && self.spec.hostPath.path.startsWith('/mnt')"],
  ['pod', `requestPath(${web}.livenessProbe.httpGet.path) == '/live'`],
  ['config', "self.data.answer.trim() == 'yes' && string(self.data.answer) == 'yes'"],
  ['config', String.raw`self.data.answer == 'yes\n' && self.data.answer == self.data.other`],
  ['config', "self.metadata.labels.answer == 'yes'"],
  ['secret', "fromBase64(self.data.answer).trim() == 'yes' && self.type == 'Opaque'"],
  ['exec', "stdout.trim() == 'yes' && exitCode == 0 && stdout.contains('yes')"],
  ['http', 'response.body.trim() == params.token && response.status == 200'],
  ['pod', 'self.status.initContainerStatuses[0].restartCount == 0'],
  ['pod', 'self.status.containerStatuses.all(s, s.restartCount == 0) && self.spec.containers[0].name == params.token'],
] as const)('of a %s, «%s» is right', (probe, text) => {
  expect(findings(probe, text)).toEqual([]);
});
