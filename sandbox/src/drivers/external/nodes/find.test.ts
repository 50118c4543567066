import { expect, test } from 'vitest';
import { type Containers, containerOf } from './find.ts';

const container = (name: string, networks: Record<string, string>): Containers[number] => ({
  Id: `id-of-${name}`,
  Names: [`/${name}`],
  NetworkSettings: {
    Networks: Object.fromEntries(Object.entries(networks).map(([network, IPAddress]) => [network, { IPAddress }])),
  },
});
const all = [
  container('lab-control-plane', { kind: '172.18.0.2' }),
  container('minikube', { minikube: '192.168.49.2' }),
];

test('a node is the container of its name that has its address, and the network is told', () => {
  expect(containerOf(all, 'lab-control-plane', ['172.18.0.2'])).toEqual({
    container: 'id-of-lab-control-plane',
    network: 'kind',
  });
});

test('a node elsewhere of the same name, or of the same address, is none of these containers', () => {
  expect(containerOf(all, 'lab-control-plane', ['10.0.0.7'])).toBeUndefined();
  expect(containerOf(all, 'worker', ['172.18.0.2'])).toBeUndefined();
  expect(containerOf(all, 'minikube', [])).toBeUndefined();
});
