import type { DriverInfo } from '@drydock/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testLab } from '../testing/lab.ts';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

// The lab of these tests is for one node, and a check of it reads a node.
test.each([
  [{ profiles: ['three-nodes'] }, /needs clusters of the profile one-node/, /one-node/],
  [{ hasNodeShells: false }, /needs access to nodes/, /进入节点/],
] satisfies [Partial<DriverInfo>, RegExp, RegExp][])(
  'a lab is refused before it starts by a driver with %o, in both languages, and the operator is told',
  async (info, english, chinese) => {
    const server = await machine.start({ driver: machine.driver({ info }) });
    const refused = await server.ask('POST', '/api/attempts', { lab: 'memory-limit' });
    expect(refused.status).toBe(501);
    expect(refused.json).toMatchObject({
      code: 'capability_missing',
      message: expect.stringMatching(english),
      zh: { message: expect.stringMatching(chinese) },
    });
    expect((await server.ask('GET', '/api/attempts')).json).toEqual([]);
    expect(machine.logged.filter((line) => line.includes('a lab cannot be started'))).toEqual([
      expect.stringMatching(english),
    ]);
  },
);

test('where students share the machine, a lab that needs root on a node is refused before it starts, in both languages', async () => {
  const lab = { ...testLab, nodeShell: true };
  const server = await machine.start({ driver: machine.driver({ info: { isShared: true } }), lab });
  const refused = await server.ask('POST', '/api/attempts', { lab: lab.id });
  expect(refused.status).toBe(501);
  expect(refused.json).toMatchObject({
    code: 'capability_missing',
    message: expect.stringContaining('does not offer lab memory-limit'),
    fix: expect.stringContaining('on your own machine'),
    zh: { message: expect.stringContaining('不提供实验 memory-limit') },
  });
});

test('where students share the machine, a lab whose node terminal is for folders starts', async () => {
  const lab = { ...testLab, nodeShell: 'folders' } as const;
  const server = await machine.start({ driver: machine.driver({ info: { isShared: true } }), lab });
  expect((await server.ask('POST', '/api/attempts', { lab: lab.id })).status).toBe(201);
});

test('pages and programs can ask what the driver can do', async () => {
  const server = await machine.start({ driver: machine.driver({ info: { hasRegistry: false } }) });
  expect((await server.ask('GET', '/api/driver')).json).toMatchObject({
    name: 'fake',
    profiles: ['one-node', 'three-nodes', 'one-node-election', 'three-nodes-election', 'no-cni', 'bare'],
    hasRegistry: false,
  });
});

test('a lab that needs none of what is missing starts, and an idle cluster that cannot be frozen is left alone', async () => {
  const info = { hasFreeze: false, hasRegistry: false };
  const server = await machine.start({ driver: machine.driver({ info }), idleMs: 1 });
  const { id } = await server.ready();
  const idleFor = async () => Date.now() - Date.parse((await server.get(id)).readyAt ?? '');
  await expect.poll(idleFor).toBeGreaterThan(200);
  expect((await machine.driver().list()).map(({ state }) => state)).toEqual(['running']);
  expect(machine.logged.filter((line) => line.includes('capability_missing'))).toEqual([]);
});
