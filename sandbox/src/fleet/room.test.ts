import { expect, test } from 'vitest';
import { claim, openHost, poolIs } from '../testing/fleet-host.ts';
import { createPace } from './pace.ts';
import { reserveOf, shortageOf } from './room.ts';

const gibibyte = 2 ** 30;
const load = {
  totalBytes: 24 * gibibyte,
  availableBytes: 8 * gibibyte,
  swapFreeBytes: 0,
  memoryPressure: 0,
  processorLoad: 0.5,
  processors: 2,
};

test('there is room while memory is free beside the reserve and what is being made', () => {
  expect(reserveOf(load)).toBeCloseTo(1.44 * gibibyte);
  expect(shortageOf(load, 'one-node', [])).toBeUndefined();
  expect(shortageOf(load, 'one-node', ['three-nodes', 'three-nodes', 'three-nodes'])).toBeUndefined();
  expect(
    shortageOf(
      load,
      'one-node',
      Array.from({ length: 7 }, () => 'three-nodes' as const),
    ),
  ).toBe('memory');
  expect(shortageOf({ ...load, availableBytes: 2 * gibibyte }, 'one-node', [])).toBe('memory');
  expect(shortageOf({ ...load, memoryPressure: 0.5 }, 'one-node', [])).toBe('memory');
});

test('a busy host makes one at a time, and a small host keeps less back', () => {
  expect(shortageOf({ ...load, processorLoad: 9 }, 'one-node', [])).toBeUndefined();
  expect(shortageOf({ ...load, processorLoad: 9 }, 'one-node', ['one-node'])).toBe('processors');
  expect(reserveOf({ totalBytes: 4 * gibibyte })).toBe(0.375 * gibibyte);
});

test('a claim waits while memory is short, puts frozen ones away, and gets in when it is free again', async () => {
  await using host = await openHost();
  let isShort = false;
  let isSeen = false;
  const measure = async () => {
    isSeen = isShort;
    return { ...load, availableBytes: isShort ? 0 : load.availableBytes };
  };
  const { fleet } = await host.fleet({ maximum: 10, measure, measureMs: 5, deepAfterMs: 3600_000 });
  const first = await claim(fleet).sandbox;
  await fleet.freeze(first.id);
  isShort = true;
  await expect.poll(() => isSeen).toBe(true);
  const waiting = claim(fleet, 'three-nodes');
  await expect.poll(() => waiting.steps.at(-1)).toMatchObject({ id: 'queue', queue: { place: 1, waiting: 1 } });
  await expect.poll(() => fleet.status().deep).toBe(1);
  expect(fleet.status()).toMatchObject({ claimed: 1, making: 0, waiting: 1 });
  isShort = false;
  await expect(waiting.sandbox).resolves.toMatchObject({ profile: 'three-nodes' });
});

test('a host that cannot be measured is limited by the maximum alone', async () => {
  await using host = await openHost();
  const measure = async () => Promise.reject(new Error('no /proc'));
  const { fleet, errors } = await host.fleet({ maximum: 1, measure, measureMs: 3600_000 });
  await claim(fleet).sandbox;
  expect(errors).toMatchObject([{ err: { message: 'no /proc' } }]);
});

test('each profile has a pool of its own, and a claim is served from its own', async () => {
  await using host = await openHost();
  const { fleet } = await host.fleet({ warm: { 'one-node': 1, 'three-nodes': 2 }, maximum: 10 });
  await poolIs(fleet, 3);
  const { sandbox, ids } = claim(fleet, 'three-nodes');
  expect((await sandbox).profile).toBe('three-nodes');
  expect(ids()).toEqual(['thaw']);
  await poolIs(fleet, 3);
  const profiles = (await fleet.list()).filter(({ state }) => state === 'frozen').map(({ profile }) => profile);
  expect(profiles.toSorted()).toEqual(['one-node', 'three-nodes', 'three-nodes']);
});

test('the wait is guessed from how long making takes, and where all is full from how often a place became free', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace.secondsTo(1, { isFull: false, creates: 2 })).toBeUndefined();
  pace.made(30_000);
  expect(pace.secondsTo(3, { isFull: false, creates: 2 })).toBe(60);
  expect(pace.secondsTo(1, { isFull: true, creates: 2 })).toBeUndefined();
  pace.freed();
  now = 120_000;
  pace.freed();
  expect(pace.secondsTo(2, { isFull: true, creates: 2 })).toBe(150);
  now = 7_200_000;
  expect(pace.secondsTo(2, { isFull: true, creates: 2 })).toBeUndefined();
});
