import { expect, test } from 'vitest';
import { toCel } from './to-cel.ts';
import { portOf } from './port.ts';

const web = {
  name: 'web',
  ports: [
    { name: 'http', containerPort: 8080 },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
    { name: 'dns', containerPort: 5353, protocol: 'TCP' },
  ],
};
const admin = { name: 'admin', ports: [{ name: 'admin', containerPort: 9000 }] };
const pod = {
  spec: {
    containers: [web, admin],
    initContainers: [
      { name: 'once', ports: [{ name: 'early', containerPort: 1 }] },
      { name: 'sidecar', restartPolicy: 'Always', ports: [{ name: 'side', containerPort: 7000 }] },
    ],
  },
};
const deployment = { spec: { replicas: 1, template: pod } };
const resolve = (holder: unknown, value: unknown): bigint => portOf(toCel(holder), toCel(value));

test.each([
  ['a number', web, 8080, 8080n],
  ['a name', web, 'http', 8080n],
  ['a number in quotes', web, '8080', 8080n],
  ['the first of a name in two protocols', web, 'dns', 53n],
  ['a name of any container of the Pod', pod, 'admin', 9000n],
  ['a name of a sidecar', pod, 'side', 7000n],
  ['a name in a template', deployment.spec.template, 'http', 8080n],
  ['a name in a Deployment', deployment, 'admin', 9000n],
  ['a name in the spec of a Pod', pod.spec, 'http', 8080n],
  ['the target of a Service', pod, { port: 80, targetPort: 'http', protocol: 'TCP' }, 8080n],
  ['the target in the protocol of the Service', pod, { port: 53, targetPort: 'dns', protocol: 'TCP' }, 5353n],
  ['the port of a Service without a target', pod, { port: 80 }, 80n],
])('%s is resolved', (_, holder, value, port) => {
  expect(resolve(holder, value)).toBe(port);
});

test.each([
  ['a name that no port has', web, 'https'],
  ['a name of another container', web, 'admin'],
  ['a name of a container that ends', pod, 'early'],
  ['a number in quotes as the target of a Service', pod, { port: 80, targetPort: '8080' }],
  ['nought', web, 0],
  ['too large a number', web, '70000'],
  ['a container without ports', { name: 'plain' }, 'http'],
])('%s is no port', (_, holder, value) => {
  expect(() => resolve(holder, value)).toThrow(expect.objectContaining({ code: 'no_such_key' }));
});
