import { expect, test, vi } from 'vitest';
import type { CodeCheck } from '@drydock/lab';
import { labOf, openCustom, verdictOf } from '../testing/custom-lab.ts';

test('what it reports cannot control a terminal', async () => {
  const seen = await verdictOf(async () => ({ pass: false, actual: '\u001B[31mred\u202E' }));
  const thrown = await verdictOf(async () => Promise.reject(new Error('\u001B[31mred\u202E')));
  for (const { verdict } of [seen, thrown]) {
    expect(verdict?.message.en).toContain('red');
    for (const steering of ['\u001B', '\u202E', '[31m']) expect(verdict?.message.en).not.toContain(steering);
  }
});

test('a cancelled check does nothing more', async () => {
  const { api, grader } = await openCustom(
    labOf(async ({ list }) => {
      for (;;) await list('v1/Pod lab');
    }),
  );
  await using _api = api;
  await using _grader = grader;
  const stop = new AbortController();
  const checked = grader.check({ signal: stop.signal });
  const lists = (): number => api.requests.filter((line) => line.endsWith('/namespaces/lab/pods')).length;
  await expect.poll(lists).toBeGreaterThan(3);
  stop.abort();
  await expect(checked).rejects.toMatchObject({ code: 'aborted' });
  // One request may still be on its way; code that went on would never be seen to rest.
  let before = -1;
  await vi.waitFor(
    () => {
      const [earlier, now] = [before, (before = lists())];
      expect(now).toBe(earlier);
    },
    { interval: 100, timeout: 5000 },
  );
});

test('an endless loop ends with its time, and everything else goes on meanwhile', async () => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 20);
  const { verdict } = await verdictOf(
    async () => {
      for (;;);
    },
    { limitMs: 600 },
  );
  clearInterval(timer);
  expect(verdict).toMatchObject({ outcome: 'inconclusive' });
  expect(verdict?.message.en).toContain('back of checks.ts took longer than 0.6 s.');
  expect(verdict?.message.zh).toContain('现在无法判断。checks.ts 中的 back 在 0.6 秒内没有运行完。');
  expect(ticks).toBeGreaterThan(5);
});

test.each([
  ['ends its process', async () => process.exit(0), 'ended itself with exit code 0'],
  [
    'rejects a promise that is not awaited',
    async () => {
      void Promise.reject(new Error('astray'));
      await new Promise(() => undefined);
      return { pass: true };
    },
    'crashed: astray',
  ],
  [
    'floods the memory',
    async () => {
      const all: object[] = [];
      for (;;) all.push({ number: all.length });
    },
    'used more than 64 MiB of memory',
  ],
  [
    'asks without waiting for answers',
    async ({ get }) => {
      for (;;) void get('v1/Pod lab/web');
    },
    'asked for more than 64 things at once',
  ],
  [
    'returns something that cannot be copied',
    async () => ({ pass: false, actual: (() => 'x') as unknown as string }),
    'could not be cloned',
  ],
] satisfies [string, CodeCheck, string][])(
  'code that %s is inconclusive, with the reason',
  async (_, code, message) => {
    const { verdict } = await verdictOf(code);
    expect(verdict).toMatchObject({ outcome: 'inconclusive' });
    expect(verdict?.message.en).toContain(`back of checks.ts ${message.startsWith('could') ? 'failed: ' : message}`);
    expect(verdict?.message.en).toContain(message);
  },
);

test('it gets no environment', async () => {
  const { verdict } = await verdictOf(async () => {
    const { env } = process;
    return { pass: false, actual: `${Object.keys(env).length} names` };
  });
  expect(verdict).toMatchObject({ actual: '0 names' });
});
