import { expect, test } from 'vitest';
import { endsOf } from './settle-network.ts';

test('the gateway is the first address, and the workspace gets the last one, far from those that minikube counts up to', () => {
  expect(endsOf('10.213.4.16/28')).toEqual(['10.213.4.17', '10.213.4.30']);
  expect(endsOf('10.213.255.240/28')).toEqual(['10.213.255.241', '10.213.255.254']);
  expect(endsOf('192.168.49.0/24')).toEqual(['192.168.49.1', '192.168.49.254']);
});

test('a network too small for three nodes, the gateway and a workspace has none', () => {
  expect(endsOf('10.213.4.16/30')).toBeUndefined();
  expect(endsOf('fd00::/64')).toBeUndefined();
});
