import { expect, test } from 'vitest';
import { atLeast, firstVersion, matchesTag, upstreamVersion } from './debian-version.ts';

test('the makers’ version is read out of a Debian one', () => {
  expect(upstreamVersion('5:8.0.2-3+deb13u2')).toBe('8.0.2');
  expect(upstreamVersion('2.1.9+ds1-5')).toBe('2.1.9');
  expect(upstreamVersion('1:1.37.0-6+b9')).toBe('1.37.0');
});

test('versions are compared as numbers, not as text', () => {
  expect(atLeast('2.10.0', '2.9')).toBe(true);
  expect(atLeast('2.1', '2.1.0')).toBe(true);
  expect(atLeast('1.9.1', '2.1')).toBe(false);
});

test('a tag promises the parts it states', () => {
  expect(matchesTag('1.26.3', '1.26')).toBe(true);
  expect(matchesTag('1.26', '1.26')).toBe(true);
  expect(matchesTag('1.260.1', '1.26')).toBe(false);
});

test('a program’s word about itself is understood', () => {
  expect(firstVersion('Redis server v=8.0.2 sha=00000000:0 malloc=jemalloc-5.3.0')).toBe('8.0.2');
  expect(firstVersion('BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary.')).toBe('1.37.0');
  expect(firstVersion('app version development')).toBeUndefined();
});
