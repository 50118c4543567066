import { expect, test } from 'vitest';
import type { Evidence } from '../submission/evidence.ts';
import { type FakeApi, startFakeApi } from '@drydock/cluster/testing';
import type { Check } from '@drydock/lab';
import { noNode, oldNode, testCheck, testLab } from '@drydock/lab/testing';
import { type Grader, createGrader } from '../grader.ts';
import { type GraderMemory, createMemories } from './memory.ts';
import type { RegistryAccess } from '../registry/registry.ts';
import { regrade } from '../submission/regrade.ts';
import { createSeenRequests } from './seen-requests.ts';

const repository = 'student/app-abc';
const path = `/v2/${repository}/manifests/v1`;
const client = 'containerd/v2.1.4';
const lineOf = (status: number, by = client): string =>
  `10.0.0.2 - - [21/Nov/2026:13:30:00 +0000] "GET ${path} HTTP/1.1" ${status} 482 "" "${by}"`;

const pulled: Check = {
  ...testCheck,
  id: 'pulled',
  that: 'requests.exists(r, r.status == 200)',
  probe: { kind: 'registry', repository },
};
/** The same beside another probe: a node that is there. */
const beside: Check = {
  ...testCheck,
  id: 'beside',
  that: 'log.exists(r, r.status == 200)',
  probe: { kind: 'list', of: { apiVersion: 'v1', kind: 'Node' } },
  with: { log: pulled.probe },
};
const lab = testLab(pulled, beside);
const { signal } = new AbortController();

/** A registry with the log that a test gives it. */
function registryWith(lines: readonly string[]): RegistryAccess & { lines: readonly string[] } {
  return {
    lines,
    start: async () => undefined,
    stop: async () => undefined,
    async log() {
      return this.lines.map((line) => `${line}\n`).join('');
    },
  };
}

function open(
  api: FakeApi,
  registry: RegistryAccess,
  remembered?: GraderMemory,
  onRemember?: (memory: GraderMemory) => void,
): Grader {
  return createGrader({
    lab,
    kubeconfig: api.kubeconfig,
    parameters: {},
    startedAt: new Date(Date.now() - 60_000),
    node: noNode,
    registry: async () => registry,
    log: { warn: () => undefined },
    recheckMs: 10,
    ...(remembered && { remembered }),
    ...(onRemember && { onRemember }),
  });
}

test('a pull that was seen counts although the log has lost it, after a restart and in a regrade too', async () => {
  await using api = await startFakeApi();
  api.put(oldNode);
  const registry = registryWith([lineOf(401), lineOf(200)]);
  let memory: GraderMemory | undefined;
  {
    await using grader = open(api, registry, undefined, (told) => {
      memory = told;
    });
    const outcomes = (await grader.check({ signal })).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['pass', 'pass']);
  }
  registry.lines = Array.from({ length: 1000 }, (_, index) => lineOf(401, `curl/${index}`));
  await using grader = open(api, registry, JSON.parse(JSON.stringify(memory)) as GraderMemory);
  const { verdicts, evidence } = await grader.submit({ signal });
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['pass', 'pass']);
  const written = JSON.parse(JSON.stringify(evidence)) as Evidence;
  expect(written.rounds[0]?.checks[0]?.main.values['requests']).toContainEqual({
    method: 'GET',
    path,
    status: 200,
    client,
  });
  expect(regrade(lab, written).verdicts.map(({ outcome }) => outcome)).toEqual(['pass', 'pass']);
});

test('a reset forgets what was asked before it', () => {
  const memories = createMemories([pulled], new Date(), { checks: {} });
  const request = { method: 'GET', path, status: 200, client };
  memories.requests.complete(repository, [request]);
  expect(memories.requests.complete(repository, [])).toEqual([request]);
  memories.begin([]);
  expect(memories.requests.complete(repository, [])).toEqual([]);
});

test('what the log still has is returned unchanged, once per request, and for that repository only', () => {
  const seen = createSeenRequests();
  const one = { method: 'GET', path, status: 401, client };
  const two = { ...one, status: 200 };
  expect(seen.complete(repository, [one, one, two])).toEqual([one, one, two]);
  expect(seen.complete(repository, [two, two])).toEqual([one, two, two]);
  expect(seen.complete('student/other', [])).toEqual([]);
});

test('the memory is bounded, and refused requests leave room for one that is answered', () => {
  const seen = createSeenRequests();
  const refused = Array.from({ length: 5000 }, (_, index) => ({
    method: 'GET',
    path,
    status: 401,
    client: `${index} ${'x'.repeat(4000)}`,
  }));
  const answered = { method: 'GET', path, status: 200, client };
  seen.complete(repository, refused);
  seen.complete(repository, [answered]);
  expect(seen.complete(repository, [])).toContainEqual(answered);
  for (let index = 0; index < 100; index++) seen.complete(`student/app-${index}`, [answered]);
  expect(JSON.stringify(seen.memory).length).toBeLessThan(64 * 1024);
  expect(JSON.stringify(createSeenRequests(seen.memory).memory)).toBe(JSON.stringify(seen.memory));
});
