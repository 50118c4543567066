import { expect, test } from 'vitest';
import { checkExpression } from './cel.ts';
import type { Probe } from './lab.ts';
import { unknownKind } from './fields.ts';

const pod: Probe = {
  kind: 'resource',
  ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'a', name: 'b' },
  absent: false,
};
const slices: Probe = {
  kind: 'list',
  of: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: 'a' },
};

function findings(text: string, probe: Probe = pod, further: Record<string, Probe> = {}): string[] {
  const found: string[] = [];
  checkExpression(text, { probe, with: further, isCondition: true }, ({ offset, message, fix }) =>
    found.push(`${offset} ${message} ${fix}`),
  );
  return found;
}

test.each([
  [
    "self.spec.contianers[0].name == 'a'",
    '10 PodSpec has no field contianers in Kubernetes 1.36.3. Did you mean containers?',
  ],
  [
    "self.spec.containers.exists(c, c.imgae == 'a')",
    '33 Container has no field imgae in Kubernetes 1.36.3. Did you mean image?',
  ],
  [
    "self.status.?phaze.orValue('') == 'Running'",
    '13 PodStatus has no field phaze in Kubernetes 1.36.3. Did you mean phase?',
  ],
  [
    "self.spec.containers.name == 'a'",
    '21 name is a field of something that has none: it is a list. Take one item by its index, or use exists or all.',
  ],
  [
    "self.status.containerStatuses[0].restartCount == '0'",
    '0 a whole number is compared with a text. Write the right side as a whole number.',
  ],
  [
    "self.spec.containers[0].resources.limits.memory == '1Mi'",
    '0 A quantity is compared as text. Write quantity(…) on both sides: 100Mi and 0.1Gi may be the same.',
  ],
  [
    "cel.bind(s, self.status, s.phase2 == 'x')",
    '27 PodStatus has no field phase2 in Kubernetes 1.36.3. Did you mean phase?',
  ],
  [
    'isSet(self.spec.volumes[0].persistentVolumClaim)',
    '27 Volume has no field persistentVolumClaim in Kubernetes 1.36.3. Did you mean persistentVolumeClaim?',
  ],
])('%s is a finding', (text, problem) => {
  expect(findings(text)).toEqual([problem]);
});

test('what further objects, items, answers and events have is known too', () => {
  expect(
    findings('pv.spec.claimRef.uuid == self.metadata.uid', pod, {
      pv: { kind: 'resource', ref: { apiVersion: 'v1', kind: 'PersistentVolume', name: 'x' }, absent: false },
    }),
  ).toEqual([expect.stringContaining('ObjectReference has no field uuid') as string]);
  expect(findings('items.all(s, s.endpoints.exists(e, e.conditions.redy))', slices)).toEqual([
    expect.stringContaining('Did you mean ready?') as string,
  ]);
  const http: Probe = {
    kind: 'http',
    target: 'pod',
    pod: { namespace: 'a', name: 'b' },
    port: 80,
    path: '/',
    headers: {},
    repeat: 1,
  };
  expect(findings('response.code == 200', http)).toEqual([
    expect.stringContaining('response has no field code') as string,
  ]);
  expect(
    findings("response.headers['content-type'] == 'text/html' && responses.all(r, r.status == 200)", http),
  ).toEqual([]);
});

test('what is right is no finding', () => {
  expect(findings("self.metadata.labels.app == 'x' && self.metadata.labels['a/b'] == 'y'")).toEqual([]);
  expect(findings('self.spec.containers.filter(c, isSet(c.livenessProbe)).map(c, c.name).size() == 1')).toEqual([]);
  expect(findings("string(self.spec.containers[0].livenessProbe.httpGet.port) == '80'")).toEqual([]);
  expect(findings('timestamp(self.status.startTime) > attempt.startedAt')).toEqual([]);
});

test('a kind by a wrong name is found, one of a group that the schema does not hold is left alone', () => {
  expect(unknownKind('v1', 'Pods')).toEqual({ nearest: 'v1/Pod' });
  expect(unknownKind('apps/v1', 'Deploymnet')).toEqual({ nearest: 'apps/v1/Deployment' });
  expect(unknownKind('v1', 'Pod')).toBeUndefined();
  expect(unknownKind('v1', 'Event')).toBeUndefined();
  expect(unknownKind('crd.example.org/v1', 'NetworkThing')).toBeUndefined();
});
