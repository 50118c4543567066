import { expect, test } from 'vitest';
import { namesOfNodes, type Pair, shell } from './conformance-cluster.ts';

/** Sets the clock to the time it shows: where it may, nothing is harmed. */
const setClock = 'date -s @$(date +%s)';
/** CAP_SYS_RAWIO, _BOOT, _TIME, _MODULE of capabilities(7), as bits of a mask. */
const hostPowers = (1n << 17n) | (1n << 22n) | (1n << 25n) | (1n << 16n);

/** What root on a node cannot do to the host and so to every other student, in all ways that lead to a root on a node. */
export function describeGuard(pair: () => Pair): void {
  test('root on a node has no power over the clock, modules, ports and power of the host', async () => {
    const { small, large } = pair();
    for (const node of [await small.node(), await large.node(namesOfNodes(large).at(-1))]) {
      const masks = await shell(node, "sed -n 's/^Cap\\(Eff\\|Bnd\\):\\t/0x/p' /proc/1/status /proc/self/status");
      expect(masks.trim().split('\n')).toHaveLength(4);
      for (const mask of masks.trim().split('\n')) expect(BigInt(mask) & hostPowers).toBe(0n);
      expect(await node.exec(['bash', '-c', setClock])).toMatchObject({ exitCode: 1 });
      expect(await shell(node, '[ ! -e /proc/sysrq-trigger ] || [ -c /proc/sysrq-trigger ]')).toBe('');
    }
  });

  test('the student’s shell on a node cannot set the clock, not through systemd either', async () => {
    const { small } = pair();
    const said = await small.workspace().exec(['node-shell'], {
      input: `id -u; ${setClock}; echo $?; systemd-run --quiet --wait --pipe bash -c '${setClock}'; echo $?\n`,
      timeoutMs: 60_000,
    });
    expect(said.stdout.split('\n').filter((line) => /^\d+$/u.test(line))).toEqual(['0', '1', '1']);
    expect(said.stdout + said.stderr).toMatch(/cannot set date: Operation not permitted/u);
  }, 90_000);

  test('a Pod that asks for power over the clock does not start, and its status says why', async () => {
    const { small } = pair();
    const image = (await shell(small.workspace(), 'cat /etc/drydock/node-shell-image')).trim();
    const securityContext = { capabilities: { add: ['SYS_TIME'] } };
    const spec = { restartPolicy: 'Never', containers: [{ name: 'clock', image, securityContext }] };
    const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'asking' }, spec });
    await small.workspace().exec(['kubectl', 'apply', '-f', '-'], { input: pod });
    const state = async () =>
      shell(small.workspace(), "kubectl get pod asking --output jsonpath='{.status.containerStatuses[0].state}'");
    await expect.poll(state, { timeout: 60_000 }).toMatch(/can't apply capabilities: operation not permitted/u);
    await shell(small.workspace(), 'kubectl delete pod asking --now --wait=false >/dev/null');
  }, 90_000);

  test('a privileged Pod and a static Pod cannot set the clock', async () => {
    const { small } = pair();
    const image = (await shell(small.workspace(), 'cat /etc/drydock/node-shell-image')).trim();
    const pod = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'clock', image, command: ['sh', '-c', setClock], securityContext: { privileged: true } }],
      },
    });
    const node = await small.node();
    const manifest = '/etc/kubernetes/manifests/clock.json';
    await small.workspace().exec(['kubectl', 'apply', '-f', '-'], { input: JSON.stringify(pod('privileged')) });
    await node.exec(['tee', manifest], { input: JSON.stringify(pod('static')) });
    const mirror = `static-${node.name}`;
    for (const name of ['privileged', mirror]) {
      const logs = async () => (await small.workspace().exec(['kubectl', 'logs', name])).stdout;
      await expect.poll(logs, { timeout: 60_000 }).toMatch(/can't set date: Operation not permitted/u);
    }
    await node.exec(['rm', manifest]);
    await shell(small.workspace(), 'kubectl delete pod privileged --now --wait=false >/dev/null');
  }, 130_000);
}
