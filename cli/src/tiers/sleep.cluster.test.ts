import { docker } from '@drydock/host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lot, openLot, student } from './testing/ground.ts';
import { podOf, podSpecs } from './testing/pods.ts';
import { gatewayOf, listenEverywhere, reach } from './testing/reach.ts';
import { solve } from './testing/solve.ts';

let lot: Lot;
beforeAll(async () => {
  lot = await openLot(2);
}, 600_000);
afterAll(() => lot?.close(), 120_000);

/** What a sleep must not change: a Pod that is root on its node and a way to this machine are refused, shared folders follow no link, and processors have their limit. */
async function held(): Promise<object> {
  const { sandbox } = lot;
  const node = await sandbox.node();
  const gateway = gatewayOf(await node.address());
  await using service = await listenEverywhere();
  const privileged = JSON.stringify(podOf('privileged', podSpecs['privileged'] ?? {}));
  const reached = await reach(sandbox, [`${gateway}:${service.port}`, `${await node.address()}:6443`]);
  const shell = await student(
    sandbox,
    'node-shell',
    'cat /etc/kubernetes/admin.conf; ls -d /mnt/data && echo there-$((1+1))\n',
  );
  const folders = await Promise.all(['/mnt', '/srv'].map((path) => node.exec(['findmnt', '-no', 'OPTIONS', path])));
  return {
    pod: (await student(sandbox, 'kubectl create -f -', privileged)).text.includes('ValidatingAdmissionPolicy'),
    plain: (await student(sandbox, 'kubectl run plain --image=a --dry-run=server')).ok,
    machine: /forbidden|silent/u.test(reached[`${gateway}:${service.port}`] ?? ''),
    own: reached[`${await node.address()}:6443`],
    shell: /admin\.conf.*No such file/u.test(shell.text) && shell.text.includes('there-2'),
    links: folders.every(({ stdout }) => stdout.includes('nosymfollow')),
    processors: Number((await docker(['inspect', '--format', '{{.HostConfig.NanoCpus}}', node.name])).trim()) > 0,
  };
}

const closed = { pod: true, plain: true, machine: true, own: 'open', shell: true, links: true, processors: true };

test('a sandbox of tier 2 that was frozen, and then deep-frozen, is as closed when it wakes, and its student solves a lab', async () => {
  const { sandbox, driver } = lot;
  expect(await held()).toEqual(closed);
  await driver.freeze(sandbox.id);
  expect((await driver.list()).map(({ state }) => state)).toEqual(['frozen']);
  await driver.thaw(sandbox.id);
  expect(await held()).toEqual(closed);
  await driver[driver.info.hasDeepFreeze ? 'deepFreeze' : 'freeze'](sandbox.id);
  await driver.thaw(sandbox.id);
  expect(await held()).toEqual(closed);
  expect(await solve(sandbox, ['memory-limit'])).toEqual([{ lab: 'memory-limit', ok: true }]);
}, 300_000);

test('one that was stopped, as by a restart of the machine, is as closed when it is started again, and has its shared folders', async () => {
  const { sandbox, driver } = lot;
  await docker(['kill', (await sandbox.node()).name, `drydock-${sandbox.id}-workspace`]);
  expect(await driver.list()).toMatchObject([{ state: 'frozen', isStopped: true }]);
  await driver.thaw(sandbox.id);
  const [again] = await driver.list();
  if (!again) throw new Error('the sandbox is gone');
  lot = { ...lot, sandbox: again };
  expect(await held()).toEqual(closed);
  expect(await solve(again, ['pv-pvc-nginx'])).toEqual([{ lab: 'pv-pvc-nginx', ok: true }]);
}, 300_000);
