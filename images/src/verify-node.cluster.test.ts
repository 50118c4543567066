import { expect, test } from 'vitest';
import { verifyNode } from './testing/verify-node.ts';

test('a cluster from the node image runs every lab image, resolves names, binds a claim and serves metrics', async () => {
  const done: string[] = [];
  await verifyNode({
    onStep: ({ id, state }) => {
      if (state === 'done') done.push(id);
    },
  });
  expect(done).toEqual(['create', 'dns', 'pods', 'network', 'metrics']);
}, 600_000);
