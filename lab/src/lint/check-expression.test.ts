import { expect, test } from 'vitest';
import { checkExpression } from './check-expression.ts';
import type { Probe } from '../probe/kinds.ts';
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
  checkExpression(
    text,
    { probe, with: further, isCondition: true, parameters: ['token'] },
    ({ offset, message, fix }) => found.push(`${offset} ${message} ${fix}`),
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
    '21 name is a field of something without fields: it is a list. Take one item by its index, or use exists or all.',
  ],
  [
    "statusOf(self, 'web').restartCount == '0'",
    '0 a whole number is compared with a text. Write the right side as a whole number.',
  ],
  [
    "self.spec.containers[0].resources.limits.memory == '1Mi'",
    '0 A quantity is compared as text. Write quantity(…) on both sides: 100Mi and 0.1Gi may be the same.',
  ],
  [
    "statusOf(self, 'web').restartCounts == 1",
    '22 ContainerStatus has no field restartCounts in Kubernetes 1.36.3. Did you mean restartCount?',
  ],
  [
    "pullCredentials(self, 'nginx').exists(c, c.user == 'a')",
    '43 credential has no field user. It has key, username, password.',
  ],
  [
    "cel.bind(s, self.status, s.phase2 == 'x')",
    '27 PodStatus has no field phase2 in Kubernetes 1.36.3. Did you mean phase?',
  ],
  [
    'isSet(self.spec.volumes[0].persistentVolumClaim)',
    '27 Volume has no field persistentVolumClaim in Kubernetes 1.36.3. Did you mean persistentVolumeClaim?',
  ],
  ["params.tokn == 'x'", '7 The lab has no parameter tokn. Did you mean token?'],
  [
    "params['colour'] == 'x'",
    '7 The lab has no parameter colour. Add it to parameters in the frontmatter, or remove it.',
  ],
  ['attempt.startdAt < now', '8 attempt has no field startdAt. Did you mean startedAt?'],
  ["server.verson == '1'", '7 server has no field verson. Did you mean version?'],
  [
    'self.metadata.name',
    "0 The condition is a text, not true or false. Compare it with something, as in self.status.phase == 'Running'.",
  ],
  [
    'self.spec',
    "0 The condition is PodSpec, not true or false. Compare it with something, as in self.status.phase == 'Running'.",
  ],
  [
    "quantity('200MiB') == quantity(self.spec.containers[0].resources.limits.memory)",
    "9 quantity('200MiB') is always an error: «200MiB» is not a quantity. Write it as '200Mi', '1500m' or '2G'.",
  ],
  [
    "now - attempt.startedAt > duration('5 parsecs')",
    "35 duration('5 parsecs') is always an error: Invalid duration string: 5 parsecs. Write it as '90s', '5m' or '1h30m'.",
  ],
  [
    "timestamp(self.status.startTime) > timestamp('yesterday')",
    "45 timestamp('yesterday') is always an error: «yesterday» is not a time of RFC 3339. Write it as '2026-03-01T09:00:00Z'.",
  ],
  [
    'self.spec.containers.map(c, quantity(c.resources.limits.memory)).sum() > 1024',
    '0 The expression is wrong: no such overload: Quantity > int. Write quantity(…) on both sides.',
  ],
  [
    "quantity('1Gi') * 1.5 == quantity('1536Mi')",
    '0 The expression is wrong: no such overload: Quantity * double. Multiply a quantity by a whole number, as in quantity("1Gi") * 2.',
  ],
  [
    "cel.bind(m, self.spec.containers[0].resources.limits.memory, '1Mi' == m)",
    '61 A quantity is compared as text. Write quantity(…) on both sides: 100Mi and 0.1Gi may be the same.',
  ],
  ["self.status.startTime > '2026'", '0 A time is compared as text. Write timestamp(…) on both sides.'],
  [
    "'livenessProbe' in self.spec.containers[0]",
    '0 Container is not a map. Write isSet(self.spec.containers[0].livenessProbe).',
  ],
  [
    "self.spec.containers[self.metadata.name].image == 'a'",
    "0 a list is indexed by a text. Write a whole number, or list.exists(x, x.name == 'web').",
  ],
  [
    'self.spec.nodeName && self.spec.hostNetwork',
    "0 The expression is wrong: Logical operator requires bool operands, got 'string'. Compare it with something, as in self.status.phase == 'Running'.",
  ],
  [
    "self.spec.?priority.orValue('none') == 'none'",
    "28 The expression is wrong: optional.orValue(value) argument must be compatible type, got 'int' and 'string'. Give both the same type, as in string(a.?b.orValue(0)).",
  ],
  [
    "self.spec.securityContext == {'runAsUser': 1000}",
    '0 PodSecurityContext is compared as a whole. Compare its fields one by one, or write isSet(…): the API server adds what was left out.',
  ],
])('%s is a finding', (text, problem) => {
  expect(findings(text)).toEqual([problem]);
});

test('every part between && and || has its own finding, in the order of the text', () => {
  expect(
    findings("self.spec.contianers[0].name == 'a' && (params.tokn == 'x' || self.spec.nodeNmae.matches('('))"),
  ).toEqual([
    expect.stringMatching(/^10 .* Did you mean containers\?$/),
    expect.stringMatching(/^47 .* Did you mean token\?$/),
    expect.stringMatching(/^72 .* Did you mean nodeName\?$/),
    expect.stringMatching(/^89 \( is not a regular expression/),
  ]);
});

test('a probe gives only its own names', () => {
  const exec: Probe = { kind: 'exec', pod: { namespace: 'a', name: 'b' }, argv: ['date'], isAct: false };
  expect(findings("stderr.trim() == '' && exitCode == 0", exec)).toEqual([]);
  expect(findings("file.content.trim() == 'a'", { kind: 'node', argv: ['date'] })).toEqual([
    expect.stringContaining('Unknown variable: file') as string,
  ]);
});

test('what was measured has two fields', () => {
  const metrics: Probe = { kind: 'metrics', pod: { namespace: 'a', name: 'b' } };
  expect(findings("usage.memroy > quantity('1Mi')", metrics)).toEqual([
    '6 usage has no field memroy. Did you mean memory?',
  ]);
  expect(findings("usage.memory > quantity('1Mi') && usage['cpu'] > quantity('1m')", metrics)).toEqual([]);
});

test.each([
  ["self.metadata.name.matches('(')", /^27 \( is not a regular expression: a \( is not closed\./],
  [String.raw`self.metadata.name.findAll('(a)\\1').size() == 1`, /refers back to a group/],
  [String.raw`self.metadata.name.matches('(?<q>a)\\k<q>')`, /refers back to a group/],
])('%s is a pattern that is refused', (text, problem) => {
  expect(findings(text)).toEqual([expect.stringMatching(problem) as string]);
});

test.each([
  '^(a+)+$',
  '((x{2,}y)|z){3,9}',
  '^web-[a-z0-9]+(-[a-z0-9]{5})?$',
  '(ab|cd)+ x*(y)*',
  String.raw`[(+]+\\(+(b)+`,
  'a+(?:b|c)d*',
])('the pattern %s is left alone', (pattern) => {
  expect(findings(`self.metadata.name.matches('${pattern}')`)).toEqual([]);
});

test('the fields of further objects, items, answers and events are known too', () => {
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
  expect(findings("string(self.spec.containers[0].ports[0].containerPort) == '80'")).toEqual([]);
  expect(findings('timestamp(self.status.startTime) > attempt.startedAt')).toEqual([]);
  const limits = 'self.spec.containers[0].resources.limits';
  expect(findings(`quantity(${limits}.?memory.orValue('0')) >= quantity('1Mi')`)).toEqual([]);
  expect(
    findings(`self.spec.containers.map(c, quantity(c.resources.limits.memory)).sum() * 2 <= quantity('1Gi')`),
  ).toEqual([]);
  expect(findings(`(isSet(${limits}) ? ${limits}.memory : 'none').endsWith('Mi')`)).toEqual([]);
  expect(findings(`('limit ' + ${limits}.memory).endsWith('Mi')`)).toEqual([]);
  expect(findings(`self.spec.containers.map(c, c.resources.limits.memory).join(', ').size() > 0`)).toEqual([]);
  expect(findings(`self.spec.containers[0].env == self.spec.containers[1].env`)).toEqual([]);
  expect(findings(`self.spec.containers[0].resources == self.spec.containers[1].resources`)).toEqual([]);
  expect(findings(`containerState(statusOf(self, 'web')) == 'running'`)).toEqual([]);
});

test('a kind by a wrong name is found, one of a group that the schema does not hold is left alone', () => {
  expect(unknownKind('v1', 'Pods')).toMatchObject({ fix: 'Did you mean v1/Pod?' });
  expect(unknownKind('apps/v1', 'Deploymnet')).toMatchObject({ fix: 'Did you mean apps/v1/Deployment?' });
  expect(unknownKind('v1', 'Whatever')).toMatchObject({
    message: 'Kubernetes has no kind v1/Whatever.',
    fix: expect.stringContaining('`kubectl api-resources` lists them') as string,
  });
  expect(unknownKind('v1', 'Pod')).toBeUndefined();
  expect(unknownKind('v1', 'Event')).toBeUndefined();
  expect(unknownKind('crd.example.org/v1', 'NetworkThing')).toBeUndefined();
});
