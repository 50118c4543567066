import { expect, test } from 'vitest';
import { type Containers, waysAmong } from './ways.ts';

const container = (
  name: string,
  network: string,
  address: string,
  ports: [number, number][] = [],
): Containers[number] => ({
  Names: [`/${name}`],
  Ports: ports.map(([PrivatePort, PublicPort]) => ({ PrivatePort, PublicPort })),
  NetworkSettings: { Networks: { [network]: { IPAddress: address } } },
});
const kind = container('lab-control-plane', 'kind', '172.18.0.2', [[6443, 34_567]]);
const minikube = container('minikube', 'minikube', '192.168.49.2', [[8443, 32_771]]);

test('kind and k3d: the workspace joins the network of the container that publishes the port', () => {
  const [first] = waysAmong([minikube, kind], new URL('https://127.0.0.1:34567'), '10.213.0.1');
  expect(first).toEqual({
    network: 'kind',
    server: 'https://lab-control-plane:6443',
    certificateName: '127.0.0.1',
  });
});

test('minikube: the address of a container stays, and the workspace joins its network', () => {
  const [first] = waysAmong([kind, minikube], new URL('https://192.168.49.2:8443'), '10.213.0.1');
  expect(first).toEqual({ network: 'minikube', server: 'https://192.168.49.2:8443' });
});

test('a container on the network that Docker made is reached by its address: names are not resolved there', () => {
  const plain = container('k3s', 'bridge', '172.17.0.2', [[6443, 6443]]);
  const [first] = waysAmong([plain], new URL('https://localhost:6443'), '10.213.0.1');
  expect(first).toEqual({ network: 'bridge', server: 'https://172.17.0.2:6443', certificateName: 'localhost' });
});

test('a server on this machine that no container publishes is tried at the addresses this machine has for a container', () => {
  expect(waysAmong([kind], new URL('https://[::1]:6443/path'), '10.213.0.1')).toEqual([
    { server: 'https://host.docker.internal:6443/path', certificateName: '::1' },
    { server: 'https://10.213.0.1:6443/path', certificateName: '::1' },
  ]);
});

test('a cluster elsewhere is reached as from here', () => {
  expect(waysAmong([kind], new URL('https://k8s.example.com/clusters/a'), '10.213.0.1')).toEqual([
    { server: 'https://k8s.example.com/clusters/a' },
  ]);
});
