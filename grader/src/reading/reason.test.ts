import { openCluster, openObjects, refusal } from '@drydock/cluster';
import { chinese, containerState, environmentOf, evaluate } from '@drydock/lab';
import { noNode, testCheck } from '@drydock/lab/testing';
import { CourseError } from '@drydock/model';
import { expect, test } from 'vitest';
import { judge } from '../verdict/judge.ts';
import { read } from '../probe/read.ts';
import type { Reading } from './reading.ts';
import { type Reason, reasonOf, wordsOf } from './reason.ts';
import { noRegistry } from '../registry/registry.ts';
import { freshView } from './view.ts';

/** What a Chinese student reads of ours: without quotations, names of the cluster and paths. */
const ownWords = (zh: string): string => zh.replaceAll(/“[^”]*”/g, '');
/** Two English words of small letters in a row are a piece of a sentence. */
const english = /\b[a-z]{2,} [a-z]{2,}\b/;

function told(state: 'unavailable' | 'unready', reason: Reason): { en: string; zh: string } {
  const main: Reading = { subject: 'Pod lab/demo', state, values: {}, objects: [], reason, request: '', tookMs: 1 };
  const now = new Date('2026-01-01T00:00:00Z');
  const facts = { parameters: {}, startedAt: now, now, serverVersion: '1.36.3', lacking: new Set<string>() };
  return judge(testCheck, { main, with: {} }, facts, {}).message;
}

test("an API server's message is quoted in a Chinese sentence, and an unreachable one is reported in Chinese", async () => {
  const forbidden = refusal('/api/v1/pods', 403, Buffer.from('{"message": "pods is forbidden: no list in lab"}'));
  expect(told('unavailable', reasonOf(forbidden))).toEqual({
    en: 'Pod lab/demo: cannot tell right now. The API server answered 403 to /api/v1/pods: pods is forbidden: no list in lab',
    zh: 'Pod lab/demo：现在无法判断。API 服务器对 /api/v1/pods 的请求返回了 403，不允许访问，原文是“pods is forbidden: no list in lab”。',
  });
  const kubeconfig = `{clusters: [{name: a, cluster: {server: 'https://127.0.0.1:9'}}], contexts: [{name: a, context: {cluster: a, user: a}}], users: [{name: a, user: {}}], current-context: a}`;
  using cluster = await openCluster(kubeconfig);
  const objects = openObjects(cluster);
  const open = { cluster, objects, node: noNode, registry: noRegistry, code: undefined, parameters: {} };
  const view = freshView({ ...open, startedAt: new Date(), signal: undefined });
  const away = await read(view, testCheck.probe);
  expect(told('unavailable', away.reason ?? '').zh).toBe(
    'Pod lab/demo：现在无法判断。集群的 API 服务器 https://127.0.0.1:9 没有应答：那个端口上没有程序在监听（ECONNREFUSED）。',
  );
  const registry = await read(view, { kind: 'registry', repository: 'student/app' });
  expect(told('unavailable', registry.reason ?? '').zh).toBe(
    'Pod lab/demo：现在无法判断。本实验有一个私有镜像仓库，而这个集群不是本机上的沙箱。',
  );
});

test.each([
  new CourseError('timeout', 'docker exec x did not end within 8 s.', 'Try again.'),
  new CourseError('port_taken', 'something else went wrong.', 'Try again.'),
  new TypeError('it is not a function.'),
])('%s without a translation is quoted in Chinese', (error) => {
  const { en, zh } = told('unavailable', reasonOf(error));
  expect(en).toContain(error.message);
  expect(zh).toContain(`“${error.message.slice(0, -1)}”。`);
  expect(ownWords(zh)).not.toMatch(english);
});

test('an expression that cannot be evaluated is reported in Chinese', () => {
  const outcome = evaluate(environmentOf(testCheck.probe, []), "self.phase > quantity('1')", { self: { phase: 'x' } });
  if (outcome.kind !== 'error') throw new Error('it was worked out');
  expect(outcome.message.zh).toBe(`条件无法计算，原文是“${outcome.message.en}”。`);
});

test("a container's state is in Chinese, and the kubelet's own words stay as they are", () => {
  const terminated = { reason: 'OOMKilled', exitCode: 137 };
  const status = { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated }, restartCount: 2 };
  expect(told('unready', { en: containerState(status), zh: containerState(status, chinese) })).toMatchObject({
    en: expect.stringContaining('yet: CrashLoopBackOff, 2 restarts, before: OOMKilled, exit code 137.') as string,
    zh: expect.stringContaining('：CrashLoopBackOff，已重启 2 次，上一次：OOMKilled，退出码 137。') as string,
  });
  // Evidence from before reasons had two languages.
  expect(told('unready', 'Pending').zh).toContain('现在还没法检查：Pending。');
});

test('what a student can put into a reason steers no terminal, in neither language', () => {
  const error = new Error('a\u001B[31mred\nline');
  expect(wordsOf(reasonOf(error))).toEqual({
    en: 'ared line',
    zh: '查看时发生了意外的错误，原文是“ared line”。',
  });
});
