import { BlockList } from 'node:net';
import { expect, test } from 'vitest';
import { subnet, subnetCount } from './network.ts';

test('the subnets are 4096 different ones inside 10.213.0.0/16', () => {
  const all = Array.from({ length: subnetCount }, (_, index) => subnet(index));
  expect(new Set(all).size).toBe(4096);
  expect([all.at(0), all.at(1), all.at(16), all.at(-1)]).toEqual([
    '10.213.0.0/28',
    '10.213.0.16/28',
    '10.213.1.0/28',
    '10.213.255.240/28',
  ]);
});

test('they are outside the ranges kubeadm gives to Pods and Services', () => {
  const taken = new BlockList();
  taken.addSubnet('10.244.0.0', 16);
  taken.addSubnet('10.96.0.0', 16);
  expect(taken.check('10.213.0.0')).toBe(false);
});
