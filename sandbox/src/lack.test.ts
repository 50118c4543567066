import { notChinese } from '@drydock/model/not-chinese';
import { expect, test } from 'vitest';
import { createFakeDriver } from './drivers/fake/driver.ts';
import { lackOf, missingOf } from './lack.ts';
import { driverNamed, driverNames, knownDrivers } from './known-drivers.ts';
import { en } from './text/en.ts';
import { zh } from './text/zh.ts';
import { tierTwo } from './tiers/tier-two.ts';

const lab = { id: 'lost-node', profile: 'three-nodes', nodeShell: true, registry: true, root: false } as const;

test('a lab that needs more than the driver can do is refused with all that is missing, in both languages', () => {
  const info = { profiles: ['one-node'], hasNodeShells: false, hasRegistry: false } as const;
  const lack = lackOf(createFakeDriver({ directory: '/nowhere', info }).info, lab);
  expect(lack).toMatchObject({ code: 'capability_missing', status: 501 });
  expect(lack?.message).toBe(
    'Lab lost-node needs clusters of the profile three-nodes and access to nodes and a private registry, which the driver fake does not have. The driver makes one-node.',
  );
  expect(lack?.fix).toContain('DRYDOCK_DRIVER');
  expect(notChinese(lack?.toJSON().zh ?? { message: '', fix: '' })).toEqual([]);
});

test('kind can start every lab', () => {
  expect(lackOf(knownDrivers.kind.info, lab)).toBeUndefined();
});

test('a lab whose student must be root is refused where students share the machine, with a way to do it, in both languages', () => {
  const shared = tierTwo.narrow(knownDrivers.kind.info);
  const lack = lackOf(shared, { ...lab, root: true });
  expect(lack?.message).toBe(
    'This server does not offer lab lost-node: it needs a student who is root on the nodes, and here students share a machine and are root nowhere.',
  );
  expect(lack?.fix).toContain('on your own machine');
  expect(notChinese(lack?.toJSON().zh ?? { message: '', fix: '' })).toEqual([]);
  expect(missingOf(shared, { ...lab, profile: 'bare', root: true })).toEqual(['profile', 'root']);
  expect(lackOf(shared, lab)).toBeUndefined();
});

test('a driver that lacks something refuses it by the same code, in both languages', () => {
  for (const what of ['profile', 'nodeShell', 'registry', 'freeze'] as const) {
    expect(notChinese(zh.cannot('fake', what))).toEqual([]);
    expect(en.cannot('fake', what).message).toContain('fake');
  }
});

test('a driver is chosen by its name, and a name that none has is answered with those there are', () => {
  expect(driverNamed()).toBe('kind');
  expect(driverNames.map((name) => driverNamed(name))).toEqual(driverNames);
  expect(() => driverNamed('docker')).toThrow(
    expect.objectContaining({ code: 'bad_request', fix: expect.stringContaining('kind') }),
  );
});
