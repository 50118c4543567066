import { expect, test } from 'vitest';
import { neutralOutput } from './neutral.ts';

const sandbox = {
  id: 't0123456789',
  nodes: ['drydock-t0123456789-control-plane', 'drydock-t0123456789-worker', 'drydock-t0123456789-worker2'],
};

test.each([
  ['pod on drydock-t0123456789-worker2', 'pod on node-3'],
  ['drydock-t0123456789-worker', 'node-2'],
  ['kube-apiserver-drydock-t0123456789-control-plane', 'kube-apiserver-node-1'],
  ['drydock-t0123456789-registry', 'playground-registry'],
  ['\u001B[32mgreen\u001B[0m\r\nnext\n\n', 'green\nnext'],
  ['10 %\r20 %\rdone\n', 'done'],
])('%j is printed as %j', (text, neutral) => {
  expect(neutralOutput(text, sandbox)).toBe(neutral);
});
