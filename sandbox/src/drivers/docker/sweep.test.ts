import { expect, test } from 'vitest';
import { isStray } from './sweep.ts';

const network = { id: 'abcdef', maker: '1.2', instance: 'other', createdAt: '2026-01-01T00:00:00.000Z' };
const made = Date.parse(network.createdAt);

test('what a killed test run of another installation left is a stray once its kind must be done', () => {
  expect(isStray({ ...network, lifetime: 'process' }, made + 301_000)).toBe(true);
  expect(isStray({ ...network, lifetime: 'process' }, made + 10_000)).toBe(false);
});

test('a sandbox that shall outlive its maker is never a stray', () => {
  expect(isStray({ ...network, lifetime: 'host' }, made + 86_400_000)).toBe(false);
});

test('a network without a readable date is left alone', () => {
  expect(isStray({ ...network, lifetime: 'process', createdAt: '' }, made)).toBe(false);
});
