import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestMachine } from '../testing/start.ts';

let machine: Awaited<ReturnType<typeof createTestMachine>>;
beforeEach(async () => {
  machine = await createTestMachine();
});
afterEach(() => machine[Symbol.asyncDispose]());

describe('an idle attempt', () => {
  test('is frozen and wakes when its page is opened', async () => {
    const server = await machine.start({ idleMs: 1 });
    const { id, sandbox } = await server.ready();
    const driver = machine.driver();
    await expect.poll(async () => (await driver.list())[0]?.state).toBe('frozen');
    const stream = server.listen(id);
    await expect.poll(() => machine.cluster.watching()).toBe(1);
    expect((await driver.list())[0]).toMatchObject({ id: sandbox, state: 'running' });
    await stream.close();
  });

  test('a student who works by kubeconfig from elsewhere keeps the cluster awake, and one who stopped does not', async () => {
    const asked: string[] = [];
    let isWorking = true;
    const driver = machine.driver({
      lastApiUse(id) {
        asked.push(id);
        return isWorking ? new Date() : undefined;
      },
    });
    const server = await machine.start({ idleMs: 50, driver });
    const { sandbox } = await server.ready();
    await expect.poll(() => asked.length).toBeGreaterThan(3);
    expect((await driver.list())[0]).toMatchObject({ id: sandbox, state: 'running' });
    isWorking = false;
    await expect.poll(async () => (await driver.list())[0]?.state).toBe('frozen');
  });
});
