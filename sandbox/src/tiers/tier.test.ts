import { notChinese } from '@drydock/model/not-chinese';
import { expect, test } from 'vitest';
import { zh } from '../text/zh.ts';
import { guardPolicies } from './policies/guard.ts';
import { podPolicies } from './policies/pods.ts';
import { storagePolicies } from './policies/storage.ts';
import { bridgePrefix, sharedPath } from './names.ts';
import { hardeningOf } from './hardening-of.ts';
import { tierTwo } from './tier-two.ts';
import { demandTier, tierNamed } from './tier.ts';

test('a tier is chosen by its number, 1 without one, and any other is answered with what there is', () => {
  expect([tierNamed(), tierNamed('1'), tierNamed('2')]).toEqual([1, 1, 2]);
  expect(() => tierNamed('3')).toThrow(
    expect.objectContaining({ code: 'bad_request', fix: expect.stringContaining('SECURITY.md') }),
  );
  expect(() => demandTier('external', 2)).toThrow(/external has no tier 2/u);
  expect(() => demandTier('external', 1)).not.toThrow();
  for (const words of [zh.noTier('3'), zh.noTierOf('external'), zh.canarySilent('a', 1, '')])
    expect(notChinese(words)).toEqual([]);
});

test('tier 1 adds nothing', () => {
  expect(hardeningOf(1)).toEqual({ kubeadmPatches: [] });
});

test('every bridge has a name of its own that Linux takes and the rules of the host know', () => {
  const names = ['abcdef', 'abcdeg', 'abcdefghijklmnop'].map((id) => tierTwo.bridgeName(id));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(new RegExp(`^${bridgePrefix}[0-9a-f]{11}$`, 'u'));
});

test.each([
  ['/mnt/data', true],
  ['/mnt//data/', true],
  ['/srv/shelf', true],
  ['/mnt', false],
  ['/mnt/', false],
  ['/mnt/..', false],
  ['/mnt/data/link', false],
  ['/mnt/.hidden', false],
  ['/etc', false],
  ['mnt/data', false],
  ['/mnt/data\n/etc', false],
])('of a node, %j is shared: %s', (path, isShared) => {
  expect(new RegExp(sharedPath, 'u').test(path)).toBe(isShared);
});

test('every refusal says what it is, in both languages', () => {
  const validations = [...podPolicies, ...storagePolicies, ...guardPolicies].flatMap((policy) => policy.validations);
  expect(validations.length).toBeGreaterThan(20);
  for (const { message } of validations) {
    expect(message).toMatch(/^Not allowed here: .*\(tier 2\)\. \/ 这里不允许.*（tier 2）。$/u);
  }
});
