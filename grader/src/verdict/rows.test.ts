import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import type { CheckReadings } from '../reading/reading.ts';
import type { Check } from '@drydock/lab';
import { testCheck } from '@drydock/lab/testing';
import type { KubeObject } from '@drydock/model';

const startedAt = new Date('2026-01-01T00:00:00Z');
const facts = {
  parameters: { token: 'k3j9' },
  startedAt,
  now: startedAt,
  serverVersion: '1.36.3',
  lacking: new Set<string>(),
};
const self: KubeObject & { spec: object; status: object } = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'demo',
    namespace: 'lab',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: startedAt.toISOString(),
  },
  spec: {
    limit: '100M',
    request: '100Mi',
    class: 'slow',
    text: 'F\u0430iled\n',
    port: 8081,
    replicas: 1,
    flag: false,
    volumes: [{ name: 'html', emptyDir: {} }, { name: 'data' }],
  },
  status: {
    restartCount: 0,
    containerStatuses: [{ name: 'web', restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
  },
};

function verdictOf(
  that: string,
  expected: string,
  change: Partial<Check> = {},
  values: Record<string, unknown> = { self },
) {
  const check: Check = { ...testCheck, that, expected: { en: expected, zh: '说明' }, ...change };
  const main = { subject: 'Pod lab/demo', state: 'found', values, objects: [self], request: '', tookMs: 1 } as const;
  const readings: CheckReadings = { main, with: {} };
  return judge(check, readings, facts, {});
}

test('every field of a check is shown at once, right or wrong, with what was expected', () => {
  const that =
    "quantity(self.spec.limit) == quantity('200Mi') && quantity(self.spec.request) == quantity('100Mi') && self.spec.class == 'manual' && self.spec.storage == '3Gi'";
  const verdict = verdictOf(that, 'limit 200Mi, request 100Mi, class manual, storage 3Gi');
  expect(verdict.rows).toEqual([
    { name: 'spec.limit', expected: '200Mi', actual: '100M', isMet: false },
    { name: 'spec.request', expected: '100Mi', actual: '100Mi', isMet: true },
    { name: 'spec.class', expected: 'manual', actual: 'slow', isMet: false },
    { name: 'spec.storage', expected: '3Gi', actual: '', isMet: false },
  ]);
  expect(verdict.message.zh).toBe(
    'Pod lab/demo：要求“说明”，实际 spec.limit 为 100M，spec.class 为 slow，未设置 spec.storage。',
  );
});

test("a row shows what was expected only where the author's sentence has it", () => {
  const expectedOf = (that: string, sentence: string) => verdictOf(that, sentence).rows?.[0]?.expected;
  expect(expectedOf("quantity(self.spec.limit) == quantity('137Mi')", 'the limit is the measured one')).toBeUndefined();
  expect(expectedOf("self.spec.class == 'man'", 'the class is manual')).toBeUndefined();
  expect(expectedOf("self.spec.class == '/mnt'", 'the class is /mnt/data')).toBeUndefined();
  expect(expectedOf('self.spec.port == 80', 'the port is 8080')).toBeUndefined();
  expect(expectedOf('self.spec.replicas == 3', 'found out in 3 steps')).toBeUndefined();
  expect(expectedOf('self.spec.replicas == 3', 'replicas is 3')).toBe('3');
  expect(expectedOf('self.spec.port >= 9000', 'the port is at least 9000')).toBe('≥ 9000');
  expect(expectedOf("self.spec.class in ['fast', 'quick']", 'fast or quick')).toBe('fast / quick');
  expect(expectedOf("self.spec.class in ['fast', 'quick']", 'fast')).toBeUndefined();
  expect(expectedOf('self.spec.class == params.token', 'the class is k3j9')).toBe('k3j9');
  expect(expectedOf('self.spec.class == params.token', 'the class is your token')).toBeUndefined();
  expect(expectedOf('self.spec.class == self.metadata.name', 'the class is demo')).toBeUndefined();
});

test('two conditions of one field are one row: which of them is wrong does not lead to the value', () => {
  const rows = (limit: string) =>
    verdictOf(
      `quantity(self.spec.limit) >= quantity('${limit}') && quantity(self.spec.limit) <= quantity('350Mi')`,
      'the smallest that works',
    ).rows;
  expect(rows('300Mi')).toEqual([{ name: 'spec.limit', actual: '100M', isMet: false }]);
  expect(rows('1Mi')).toBeUndefined();
});

test("the author's words are shown, with the other fields of the check", () => {
  const actual = 'containerState(self.status.containerStatuses[0])';
  const one = verdictOf('self.status.restartCount >= 1', 'it restarted', { actual });
  expect(one).toMatchObject({ actual: 'CrashLoopBackOff, 2 restarts', actualZh: 'CrashLoopBackOff，已重启 2 次' });
  expect(one.rows).toBeUndefined();
  const present = verdictOf("isSet(self.status.running) && self.spec.class == 'manual'", 'manual', { actual });
  expect(present.rows?.map(({ name }) => name)).toEqual(['spec.class']);
  const words = { actual: "string(self.spec.port) + ' is asked'", actualZh: "'访问 ' + string(self.spec.port)" };
  expect(verdictOf('self.spec.port == 1', 'x', words)).toMatchObject({
    actual: '8081 is asked',
    actualZh: '访问 8081',
  });
  const several = verdictOf("self.spec.class == 'manual' && self.spec.volumes.exists(v, v.name == 'x')", 'manual', {
    actual,
  });
  expect(several.rows?.map(({ name, actual: found, isMet }) => `${name} ${found} ${isMet}`)).toEqual([
    'spec.class slow false',
    'spec.volumes html, data false',
  ]);
});

test('differences that cannot be seen are seen in a row', () => {
  expect(verdictOf("self.spec.text == 'Failed'", 'it is Failed').rows).toEqual([
    { name: 'spec.text', expected: 'Failed', actual: 'F\\u0430iled⏎', isMet: false },
  ]);
  expect(verdictOf("self.spec.text.trim() == 'Failed'", 'x').rows?.[0]?.actual).toBe('F\\u0430iled');
  const cyrillic = verdictOf("self.x == 'oo'", 'x', {}, { self: { ...self, x: '\u043E\u043E' } });
  expect(cyrillic.rows?.[0]?.actual).toBe('\\u043e\\u043e');
});

test('functions, negations and choices name the field that they are about', () => {
  const row = (that: string) => verdictOf(that, 'x').rows?.map(({ name, actual }) => `${name}=${actual}`);
  expect(row("samePath(self.spec.class, '/mnt')")).toEqual(['spec.class=slow']);
  expect(row("statusOf(self, 'web').restartCount == 0")).toEqual(['status.restartCount=2']);
  expect(row('!isSet(self.spec.volumes)')).toEqual(['spec.volumes=html, data']);
  expect(row("self.spec.class == 'a' || self.spec.port == 1")).toEqual(['spec.class=slow', 'spec.port=8081']);
  expect(row("'x' in self.spec.volumes")).toEqual(['spec.volumes=html, data']);
  expect(row('self.spec.flag == true')).toEqual(['spec.flag=false']);
  expect(row('self.spec.none.orValue(0) == 1 && self.spec.?gone.orValue(0) == 1')).toContain('spec.gone=');
  expect(row('self.spec.port + self.spec.replicas == 1')).toBeUndefined();
  expect(verdictOf('self.spec.port + self.spec.replicas == 1', 'x').actual).toBe('8082');
});

test('there is nothing to be right or wrong while no object, file or request is there', () => {
  const list = { kind: 'list', of: { apiVersion: 'v1', kind: 'Pod', namespace: 'lab', selector: 'app=web' } } as const;
  const empty = (probe: Check['probe'], values: Record<string, unknown>, that = 'size(items) == 2') => {
    const main = { subject: 's', state: 'found', values, objects: [], request: '', tookMs: 1 } as const;
    return judge({ ...testCheck, probe, that }, { main, with: {} }, facts, {});
  };
  expect(empty(list, { items: [] })).toMatchObject({
    outcome: 'fail',
    missing: 'Pod app=web in namespace lab',
    message: {
      en: 'There is no Pod with the label app=web in namespace lab yet.',
      zh: '命名空间 lab 中还没有带标签 app=web 的 Pod。',
    },
  });
  expect(empty(list, { items: [] }, 'size(items) == 0').outcome).toBe('pass');
  expect(empty({ kind: 'node', file: '/mnt/x' }, { file: { exists: false } }, 'file.exists').missing).toBe(
    'file /mnt/x on the node',
  );
  expect(empty({ kind: 'registry', repository: 'a/b' }, { requests: [] }, 'size(requests) > 0').missing).toBe(
    'request for a/b',
  );
});
