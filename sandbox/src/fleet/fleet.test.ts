import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CourseError } from '@drydock/model';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../drivers/fake/record.ts';
import { claim, frozen, gateAt, openHost, poolIs } from '../testing/fleet-host.ts';

test('a release that the host refuses is tried again until the sandbox is gone, which keeps its place as long', async () => {
  await using host = await openHost();
  const gone = new CourseError('docker_unavailable', 'Docker is gone.', 'Start Docker.');
  let refusals = 2;
  const destroy = async (id: string) => {
    if (refusals-- > 0) throw gone;
    await host.driver.destroy(id);
  };
  const { fleet, errors } = await host.fleet({ maximum: 1, retryMs: 1, driver: { ...host.driver, destroy } });
  const first = await claim(fleet).sandbox;
  const second = claim(fleet);
  await expect(fleet.release(first.id)).rejects.toBe(gone);
  const { id } = await second.sandbox;
  expect(await host.ids()).toEqual([id]);
  expect(errors).toMatchObject([{ err: gone, sandbox: first.id }]);
});

describe('a fleet after another', () => {
  test('keeps what is in use, names what is lost, and fills its pool with what was never handed out', async () => {
    await using host = await openHost();
    const before = await host.fleet({ warm: 1 });
    await poolIs(before.fleet, 1);
    const [used, left] = [await claim(before.fleet).sandbox, await claim(before.fleet).sandbox];
    await poolIs(before.fleet, 1);
    const [warm] = await frozen(before.fleet);
    await before.down();

    const { fleet, adopted } = await host.fleet({ warm: 1 }, [used.id, 'gonegone']);
    expect(adopted.kept.map(({ id }) => id)).toEqual([used.id]);
    expect(adopted.lost).toEqual(['gonegone']);
    await expect.poll(async () => new Set(await host.ids())).toEqual(new Set([used.id, warm?.id]));
    expect(await host.ids()).not.toContain(left.id);
    expect((await claim(fleet).sandbox).id).toBe(warm?.id);
  });

  test('does not keep a pool that was made from other images', async () => {
    await using host = await openHost();
    const before = await host.fleet({ warm: 1, images: 'old' });
    await poolIs(before.fleet, 1);
    const [old] = await frozen(before.fleet);
    await before.down();
    const { fleet } = await host.fleet({ warm: 1, images: 'new' });
    await expect.poll(() => host.ids()).not.toContain(old?.id);
    await poolIs(fleet, 1);
  });

  test('replaces those of its pool that a restart of the host has stopped', async () => {
    await using host = await openHost();
    const before = await host.fleet({ warm: 1 });
    await poolIs(before.fleet, 1);
    const [stopped] = await frozen(before.fleet);
    await before.down();
    const record = await readRecord(host.directory, stopped?.id ?? '');
    await writeFile(
      join(host.directory, stopped?.id ?? '', 'record.json'),
      JSON.stringify({ ...record, isStopped: true }),
    );
    const { fleet } = await host.fleet({ warm: 1 });
    await expect.poll(() => host.ids()).not.toContain(stopped?.id);
    await poolIs(fleet, 1);
  });

  test('finds nothing half-made after one that went down in the middle of a create', async () => {
    await using host = await openHost();
    const gate = gateAt('control-plane');
    const before = await host.fleet({ onCreateStep: gate.onCreateStep });
    const { sandbox } = claim(before.fleet);
    await expect.poll(() => gate.held.size).toBe(1);
    const down = before.down();
    gate.open();
    await down;
    await expect(sandbox).rejects.toMatchObject({ code: 'aborted' });
    expect(await host.ids()).toEqual([]);
  });

  test('never touches the sandboxes of a process, which go with their own fleet', async () => {
    await using host = await openHost();
    const proof = await host.fleet({ lifetime: 'process' });
    const { id } = await claim(proof.fleet).sandbox;
    const { fleet } = await host.fleet({ warm: 1 });
    await poolIs(fleet, 1);
    expect(await host.ids()).toContain(id);
    await proof.down();
    expect(await host.ids()).not.toContain(id);
  });
});

/** A host with sandboxes in use, and a fleet that has taken them over; the test says when each thaw ends. */
async function inUse(count: number, { isStopped }: { readonly isStopped: boolean }) {
  const host = await openHost();
  const before = await host.fleet({ maximum: count });
  const claims = Array.from({ length: count }, () => claim(before.fleet).sandbox);
  const ids = (await Promise.all(claims)).map(({ id }) => id);
  for (const id of ids) await before.fleet.freeze(id);
  await before.down();
  for (const id of ids) {
    const record = await readRecord(host.directory, id);
    await writeFile(join(host.directory, id, 'record.json'), JSON.stringify({ ...record, isStopped }));
  }
  const waking: (() => void)[] = [];
  const driver = {
    ...host.driver,
    async thaw(id: string) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waking.push(resolve);
      await promise;
      await host.driver.thaw(id);
    },
  };
  const { fleet } = await host.fleet({ driver, creates: 2, maximum: count }, ids);
  return { host, fleet, ids, waking };
}

test('what a restart of the host has stopped boots two at a time, until all are awake', async () => {
  const { host, fleet, ids, waking } = await inUse(5, { isStopped: true });
  await using _host = host;
  const woken: string[] = [];
  const all = ids.map((id) => fleet.thaw(id).then(() => woken.push(id)));
  for (const begun of [2, 3, 4, 5]) {
    await expect.poll(() => waking.length).toBe(begun);
    waking[begun - 2]?.();
  }
  waking[4]?.();
  await Promise.all(all);
  expect(woken.toSorted()).toEqual(ids.toSorted());
  expect((await fleet.list()).map(({ isStopped }) => isStopped)).toEqual(Array(5).fill(false));
});

test('what is only frozen wakes at once, however many do', async () => {
  const { host, fleet, ids, waking } = await inUse(5, { isStopped: false });
  await using _host = host;
  const all = ids.map((id) => fleet.thaw(id));
  await expect.poll(() => waking.length).toBe(5);
  for (const end of waking) end();
  await Promise.all(all);
});
