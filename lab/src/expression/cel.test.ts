import { expect, test } from 'vitest';
import { environmentOf, evaluate, explain } from './cel.ts';
import { checkExpression } from '../lint/check-expression.ts';
import type { ExpressionProblem } from '../problem.ts';
import { formatValue } from './format-value.ts';
import { toCel } from './functions/to-cel.ts';
import type { Probe } from '../probe/kinds.ts';

const probe: Probe = { kind: 'resource', ref: { apiVersion: 'v1', kind: 'Pod', name: 'a' }, absent: false };
const environment = environmentOf(probe, ['pv']);
const self = {
  metadata: { uid: 'u1', creationTimestamp: '2026-01-01T00:00:10Z' },
  spec: {
    containers: [
      {
        name: 'web',
        resources: { limits: { memory: '200M' } },
        args: ['--vm', '1'],
        ports: [{ name: 'http', containerPort: 80 }],
        livenessProbe: { httpGet: { port: 'http', path: 'live' } },
        volumeMounts: [{ mountPath: '/pages/' }],
      },
    ],
    nodeName: null,
  },
  status: {
    restartCount: 0,
    ready: true,
    share: 0.5,
    containerStatuses: [
      { name: 'aaa', restartCount: 0 },
      { name: 'web', restartCount: 2 },
    ],
    message: 'Liveness probe failed: HTTP probe failed with statuscode: 500',
  },
};
const bindings = {
  self: toCel(self),
  pv: toCel({ spec: { claimRef: { uid: 'u1' } } }),
  params: { token: 'abcd2345' },
  attempt: { startedAt: new Date('2026-01-01T00:00:00Z') },
  now: new Date('2026-01-01T00:01:00Z'),
  server: { version: '1.36.3' },
};
const run = (text: string): unknown => {
  const outcome = evaluate(environment, text, bindings);
  return outcome.kind === 'value' ? outcome.value : outcome;
};

test.each([
  ["quantity(self.spec.containers[0].resources.limits.memory) == quantity('200Mi')", false],
  ["quantity(self.spec.containers[0].resources.limits.memory) == quantity('200M')", true],
  ["quantity('1Gi') > quantity('1000Mi') && quantity('1Gi') - quantity('24Mi') == quantity('1000Mi')", true],
  ["timestamp(self.metadata.creationTimestamp) - attempt.startedAt == duration('10s')", true],
  ["now - attempt.startedAt >= duration('1m')", true],
  ['self.status.restartCount == 0 && self.status.restartCount < 1 && self.status.share < 1.0', true],
  ["self.status.message.find('statuscode: [0-9]+') == 'statuscode: 500'", true],
  ["self.status.message.matches('^Liveness .*500$')", true],
  ["params.token == 'abcd2345' && pv.spec.claimRef.uid == self.metadata.uid", true],
  ["self.spec.containers[0].args.containsAll(['1', '--vm']) && ['b', 'a'].sameItems(['a', 'b'])", true],
  ['isSet(self.spec.containers[0].resources.limits) && !isSet(self.spec.containers[3].name)', true],
  ['!isSet(self.spec.nodeName)', true],
  ['statusOf(self, self.spec.containers[0].name).restartCount == 2', true],
  ["statusOf(self, 'aaa').restartCount == 0 && !isSet(statusOf(self, 'bbb').restartCount)", true],
  ['port(self.spec.containers[0], self.spec.containers[0].livenessProbe.httpGet.port) == 80', true],
  ["requestPath(self.spec.containers[0].livenessProbe.httpGet.path) == '/live'", true],
  ["samePath(self.spec.containers[0].volumeMounts[0].mountPath, '/pages')", true],
  ["pullCredentials({}, 'nginx').exists(c, c.username == 'student') || pullKeys(self).exists(k, k == 'x')", false],
  ["fromJson(fromBase64('eyJhIjogMX0=')).a == 1", true],
  ["self.spec.?hostname.orValue('none') == 'none'", true],
  ['[3, 1, 2].max() - [3, 1, 2].min() == 2 && [1, 2].sum() == 3', true],
  [
    "containerState({'state': {'terminated': {'reason': 'OOMKilled', 'exitCode': 137}}, 'restartCount': 2}) == 'OOMKilled, exit code 137, 2 restarts'",
    true,
  ],
])('%s is %s', (text, value) => {
  expect(run(text)).toBe(value);
});

test('a message names the field that a function of it is about', () => {
  const probed = 'self.spec.containers[0].livenessProbe.httpGet.port';
  expect(explain(environment, `port(self.spec.containers[0], ${probed}) == 8080`, bindings)).toMatchObject({
    field: 'spec.containers[0].livenessProbe.httpGet.port',
    actual: { value: 'http' },
  });
  const mount = 'self.spec.containers[0].volumeMounts[0].mountPath';
  expect(explain(environment, `samePath(${mount}, '/data')`, bindings)).toMatchObject({
    field: 'spec.containers[0].volumeMounts[0].mountPath',
    actual: { value: '/pages/' },
  });
});

test('a container without a status yet makes a check fail, not end', () => {
  expect(evaluate(environment, "statusOf(self, 'bbb').restartCount == 0", bindings)).toMatchObject({ kind: 'missing' });
});

test('a field that is not there is named, not thrown', () => {
  expect(run("self.spec.containers[0].resources.requests.memory == '1'")).toEqual({
    kind: 'missing',
    field: 'spec.containers[0].resources.requests',
  });
  expect(run("self.spec.containers[4].name == 'x'")).toEqual({ kind: 'missing', field: 'spec.containers[4]' });
});

test('a value that cannot be worked with is an outcome, not a crash', () => {
  expect(run("quantity(self.status.message) > quantity('1')")).toMatchObject({ kind: 'error' });
});

test.each([
  ['[].max() > 3', '[].max() > 3'],
  ['3 > [].min()', '3 > [].min()'],
  ['100 / self.status.restartCount > 3', '100 / self.status.restartCount'],
  ['7 % self.status.restartCount == 1', '7 % self.status.restartCount'],
])('%s is nothing yet, and no error', (text, field) => {
  expect(run(text)).toEqual({ kind: 'missing', field });
  expect(explain(environment, text, bindings).actual.kind).not.toBe('error');
});

test('the greatest of none is not set', () => {
  expect(run('!isSet([].max())')).toBe(true);
  expect(run("[1, 'a'].max() == 1")).toMatchObject({ kind: 'error' });
});

test.each([
  ['(size(xs) > 0) && xs.all(a, xs.all(b, xs.all(c, a + b + c >= 0)))', { xs: Array.from({ length: 400 }, () => 1n) }],
  [
    '(size(xs) > 0) && xs.map(a, xs.filter(b, xs.exists(c, c > a + b))).size() > 0',
    { xs: Array.from({ length: 400 }, () => 1n) },
  ],
])('%s is ended when it takes too long, and does not affect the next', (text, values) => {
  const wide = environmentOf(probe, Object.keys(values));
  const startedAt = performance.now();
  expect(evaluate(wide, text, values)).toEqual({
    kind: 'error',
    message: {
      en: `Evaluating ${text} takes longer than 0.5 s: there is too much to go through.`,
      zh: `计算 ${text} 超过了 0.5 秒：要处理的内容太多。`,
    },
  });
  expect(performance.now() - startedAt).toBeLessThan(3000);
  const few = { xs: [1n, 2n] };
  expect(evaluate(wide, text, few)).toEqual({ kind: 'value', value: true });
});

test.each(['^(a+)+$', '^(a|a)+$', '(x+x+)+y'])('a text cannot keep the pattern %s busy', (pattern) => {
  const wide = environmentOf(probe, ['text', 'pattern']);
  const values = { text: `${'a'.repeat(10_000)}!`, pattern };
  expect(evaluate(wide, 'text.matches(pattern)', values)).toEqual({ kind: 'value', value: false });
});

test('the part that is not true is explained by its left side', () => {
  expect(
    explain(
      environment,
      "self.status.ready && quantity(self.spec.containers[0].resources.limits.memory) == quantity('200Mi')",
      bindings,
    ),
  ).toEqual({
    field: 'spec.containers[0].resources.limits.memory',
    actual: { kind: 'value', value: '200M' },
  });
  expect(explain(environment, 'self.status.restartCount >= 1', bindings)).toMatchObject({
    field: 'status.restartCount',
    actual: { value: 0n },
  });
});

test.each<[string, Partial<ExpressionProblem>]>([
  ['slef.spec == 1', { offset: 0, fix: 'Did you mean self?' }],
  ["quantty('1') == quantity('1')", { offset: 0, fix: 'Did you mean quantity?' }],
  ["self.a == 'b' &", { offset: 14 }],
  ['size(self.spec.containers)', { message: 'The condition is a whole number, not true or false.' }],
])('%s is a finding', (text, problem) => {
  const found: ExpressionProblem[] = [];
  checkExpression(text, { probe, with: {}, isCondition: true }, (each) => found.push(each));
  expect(found).toEqual([expect.objectContaining(problem)]);
});

test('what a student writes into a cluster cannot steer a terminal or flood a page', () => {
  for (const hidden of ['\u2028', '\u2029', '\u200B', '\u200F', '\u061C', '\uFEFF', '\u2066', '\u00AD', '\u{E0041}'])
    expect(formatValue(`a${hidden}b`)).toMatch(/^a\\u(?:[0-9a-f]{4}|\{e0041\})b$/);
  expect(formatValue('中文 é 👍')).toBe('中文 é 👍');
  expect(formatValue('a\u001B[31mred\u202Eevil\n')).toBe('a\\u001b[31mred\\u202eevil⏎');
  expect(formatValue('x'.repeat(5000))).toHaveLength(302);
});
