import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../drivers/fake/record.ts';
import { claim, openHost } from '../testing/fleet-host.ts';

describe('the queue', () => {
  test("a student's second lab waits behind another student's first, and both hear their place", async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    const first = await claim(fleet, 'one-node', 'ada').sandbox;
    const [adaTwo, adaThree, bob] = [
      claim(fleet, 'one-node', 'ada'),
      claim(fleet, 'one-node', 'ada'),
      claim(fleet, 'one-node', 'bob'),
    ];
    expect(bob.steps.at(-1)).toMatchObject({ queue: { place: 1, waiting: 3 }, detail: 'you are next' });
    expect(adaTwo.steps.at(-1)).toMatchObject({ queue: { place: 2, waiting: 3 } });
    expect(adaThree.steps.at(-1)).toMatchObject({ queue: { place: 3, waiting: 3 }, zh: { detail: '前面还有 2 个' } });
    await fleet.release(first.id);
    const { id } = await bob.sandbox;
    await fleet.release(id);
    await adaTwo.sandbox;
    expect(adaThree.steps.at(-1)).toMatchObject({ queue: { place: 1, waiting: 1 } });
  });

  test('who has a cluster waits behind who has nothing, after a restart too', async () => {
    await using host = await openHost();
    const before = await host.fleet({ maximum: 2 });
    const ada = await claim(before.fleet, 'one-node', 'ada').sandbox;
    const eve = await claim(before.fleet, 'one-node', 'eve').sandbox;
    await before.down();
    const { fleet } = await host.fleet(
      { maximum: 2 },
      new Map([
        [ada.id, 'ada'],
        [eve.id, 'eve'],
      ]),
    );
    const adaTwo = claim(fleet, 'one-node', 'ada');
    const bob = claim(fleet, 'one-node', 'bob');
    expect(adaTwo.steps.at(-1)).toMatchObject({ queue: { place: 2, waiting: 2 } });
    await fleet.release(eve.id);
    await bob.sandbox;
    expect(adaTwo.steps.at(-1)).toMatchObject({ queue: { place: 1, waiting: 1 } });
  });

  test('among those who have as much, who came first is first', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    await claim(fleet, 'one-node', 'eve').sandbox;
    const places = ['ada', 'bob', 'cleo'].map((owner) => claim(fleet, 'one-node', owner));
    expect(places.map(({ steps }) => steps.at(-1)?.queue?.place)).toEqual([1, 2, 3]);
  });

  test('a broken sandbox gives its place to a waiting claim, and stays while there is none', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    const lost = await claim(fleet, 'one-node', 'ada').sandbox;
    const record = await readRecord(host.directory, lost.id);
    await writeFile(join(host.directory, lost.id, 'record.json'), JSON.stringify({ ...record, state: 'broken' }));
    fleet.forsake(lost.id);
    expect(await host.ids()).toEqual([lost.id]);
    const { id } = await claim(fleet, 'one-node', 'bob').sandbox;
    expect(await host.ids()).toEqual([id]);
  });

  test('a sandbox that came back before anybody needed its place is kept', async () => {
    await using host = await openHost();
    const { fleet } = await host.fleet({ maximum: 1 });
    const { id } = await claim(fleet, 'one-node', 'ada').sandbox;
    fleet.forsake(id);
    await fleet.thaw(id);
    const bob = claim(fleet, 'one-node', 'bob');
    expect(bob.steps.at(-1)).toMatchObject({ id: 'queue', state: 'running' });
    expect(await host.ids()).toEqual([id]);
  });
});
