import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkout } from './setup/checkout.ts';

test('the Node that Drydock runs in does not use the proxy of the host, and what it starts may', async () => {
  const shown =
    'console.error(JSON.stringify([process.env.NODE_USE_ENV_PROXY, process.env.HTTP_PROXY, process.execArgv]))';
  const { stderr } = await promisify(execFile)('node', [join(checkout, 'cli', 'bootstrap.mjs'), '--help'], {
    env: {
      ...process.env,
      HTTP_PROXY: 'http://127.0.0.1:9',
      NODE_USE_ENV_PROXY: '1',
      NODE_OPTIONS: `--use-env-proxy --import data:text/javascript,${encodeURIComponent(shown)}`,
    },
  });
  const [ours, theirs] = [stderr.trim().split('\n').at(0), stderr.trim().split('\n').at(-1)];
  expect(ours).toContain('["1","http://127.0.0.1:9"');
  expect(theirs).toContain('[null,"http://127.0.0.1:9"');
});
