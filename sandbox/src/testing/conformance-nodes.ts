import { connect, isIPv4 } from 'node:net';
import { expect, test } from 'vitest';
import { namesOfNodes, type Pair, shell } from './conformance-cluster.ts';

/** What a driver that gives access to nodes promises. Of a cluster that is lent there is no second sandbox, from which it must be apart. */
export function describeNodes(pair: () => Pair, { isLent }: { readonly isLent: boolean }): void {
  test('a node is reached as root: output, input, exit code, every node of the profile and no other', async () => {
    const { small, large } = pair();
    const node = await small.node();
    expect(await node.exec(['id', '-u'])).toEqual({ exitCode: 0, stdout: '0\n', stderr: '' });
    expect(await node.exec(['cat'], { input: 'ahoy' })).toMatchObject({ stdout: 'ahoy' });
    expect(await node.exec(['sh', '-c', 'echo no >&2; exit 3'])).toEqual({ exitCode: 3, stdout: '', stderr: 'no\n' });
    await expect(small.node('nosuchnode')).rejects.toMatchObject({ code: 'not_found' });
    const reached = await Promise.all(namesOfNodes(large).map((name) => large.node(name)));
    const hosts = await Promise.all(reached.map(async (each) => (await each.exec(['hostname'])).stdout.trim()));
    const known = await shell(large.workspace(), "kubectl get nodes --output jsonpath='{.items[*].metadata.name}'");
    expect(hosts.toSorted()).toEqual(known.split(' ').toSorted());
    expect(reached.map(({ name }) => name)).toEqual(hosts);
  });

  test('a node has the tools of its runtime and of etcd', async () => {
    const node = await pair().small.node();
    expect(await shell(node, 'crictl ps --name etcd --output json | jq -r ".containers[].metadata.name"')).toBe(
      'etcd\n',
    );
    const pki = '/etc/kubernetes/pki/etcd';
    const keys = `--cacert ${pki}/ca.crt --cert ${pki}/server.crt --key ${pki}/server.key`;
    const save = `etcdctl ${keys} snapshot save /tmp/snapshot.db >/dev/null 2>&1`;
    const status = 'etcdutl snapshot status /tmp/snapshot.db --write-out json | jq .totalKey';
    expect(Number(await shell(node, `${save}; ${status}; rm /tmp/snapshot.db`))).toBeGreaterThan(100);
  });

  test('the address of a node is one its ports answer at', async () => {
    const { small, large } = pair();
    const all = [...namesOfNodes(large).map((name) => large.node(name)), ...(isLent ? [] : [small.node()])];
    const addresses = await Promise.all(all.map(async (node) => (await node).address()));
    expect(new Set(addresses).size).toBe(all.length);
    for (const address of addresses) {
      expect(isIPv4(address)).toBe(true);
      expect(await reaches(address, kubeletPort)).toBe(true);
    }
  });

  test('a command on a node ends at its time limit, in the node too', async () => {
    const node = await pair().small.node();
    await expect(node.exec(['sleep', '4711'], { timeoutMs: 500 })).rejects.toMatchObject({ code: 'timeout' });
    expect((await node.exec(['pgrep', '-fx', 'sleep 4711'])).stdout).toBe('');
  });

  test('no proxy of this host reaches a node or what runs on it', async () => {
    const { large } = pair();
    for (const name of namesOfNodes(large)) {
      const node = await large.node(name);
      expect(await shell(node, 'env | grep -ic proxy; true')).toBe('0\n');
      const ofAll = "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -i '^[a-z]*_proxy=.'; true";
      expect(await shell(node, ofAll)).toBe('');
    }
  });

  if (isLent) return;

  test('two sandboxes cannot reach or name each other', async () => {
    const { small, large } = pair();
    const [own, foreign] = await Promise.all([small.node(), large.node()]);
    const reach = (address: string) =>
      small.workspace().exec(['timeout', '2', 'bash', '-c', `exec 3<>/dev/tcp/${address}/${kubeletPort}`]);
    expect(await reach(await own.address())).toMatchObject({ exitCode: 0 });
    expect((await reach(await foreign.address())).exitCode).not.toBe(0);
    expect((await small.workspace().exec(['getent', 'hosts', foreign.name])).exitCode).not.toBe(0);
  });
}

/** A test to run beside others: Kubernetes takes a paused node for one that has failed, and for a good one when it is resumed. */
export function testFailedNode(pair: () => Pair): void {
  test.concurrent(
    'a paused node is NotReady for Kubernetes, and Ready when it goes on',
    async ({ expect }) => {
      const { large } = pair();
      const ready = `kubectl get node ${(await large.node('worker2')).name} --output jsonpath='{.status.conditions[?(@.type=="Ready")].status}'`;
      const isReady = () => shell(large.workspace(), ready);
      await large.pauseNode('worker2');
      await expect.poll(isReady, { timeout: 120_000, interval: 1000 }).toBe('Unknown');
      await large.resumeNode('worker2');
      await expect.poll(isReady, { timeout: 60_000, interval: 1000 }).toBe('True');
    },
    240_000,
  );
}

const kubeletPort = 10_250;

async function reaches(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: 3000 }, () => resolve(true));
  socket.once('error', () => resolve(false)).once('timeout', () => resolve(false));
  const isReached = await promise;
  socket.destroy();
  return isReached;
}
