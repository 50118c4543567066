import { readFile } from 'node:fs/promises';
import { docker } from '@drydock/host';
import { expect, test } from 'vitest';
import { type Ground, image, listOf, student } from './ground.ts';
import { podOf } from './pods.ts';
import { gatewayOf, listenEverywhere, ownAddresses, reach } from './reach.ts';

/** Attacks 9 to 11: other sandboxes, the machine and what is behind it, and its use. */
export function describeHost(ground: () => Ground): void {
  const addressOf = async (name: 'one' | 'two') => (await ground()[name].node()).address();

  test('attack 9: no other sandbox is reached, while one’s own node answers', async () => {
    const { one, two } = ground();
    const [first, second] = [await addressOf('one'), await addressOf('two')];
    const ports = [6443, 10_250, 2379, 22];
    const [own, attack, back] = await Promise.all([
      reach(two, [`${second}:6443`, `${second}:10250`]),
      reach(
        two,
        ports.map((port) => `${first}:${port}`),
      ),
      reach(
        one,
        ports.map((port) => `${second}:${port}`),
      ),
    ]);
    expect(Object.values(own)).toEqual(['open', 'open']);
    for (const reached of [...Object.values(attack), ...Object.values(back)])
      expect(reached).toMatch(/forbidden|silent/u);
  });

  test('attack 10: no service of the machine is reached by any of its addresses, which all are in tier 1', async () => {
    const { one, two } = ground();
    await using service = await listenEverywhere();
    const addresses = ownAddresses();
    const [first, second] = [gatewayOf(await addressOf('one')), gatewayOf(await addressOf('two'))];
    expect(addresses).toEqual(expect.arrayContaining([first, second]));
    // Networks of other tests come and go; these two stay.
    const lasting = addresses.filter((address) => !address.startsWith('10.213.') || [first, second].includes(address));
    const [control, attack] = await Promise.all([
      reach(one, [`${first}:${service.port}`]),
      reach(
        two,
        lasting.map((address) => `${address}:${service.port}`),
      ),
    ]);
    expect(Object.values(control)).toEqual(['open']);
    expect(Object.keys(attack)).toHaveLength(lasting.length);
    for (const reached of Object.values(attack)) expect(reached).toMatch(/forbidden|silent/u);
    expect(Object.values(attack)).toContain('forbidden');
  });

  test('attack 10: no metadata service, private network or internet, from the workspace or from a Pod; names of the cluster are known', async () => {
    const { two } = ground();
    const beyond = ['169.254.169.254', '100.100.100.200', '10.0.0.1', '172.16.0.1', '192.168.0.1', '1.1.1.1'];
    const reached = await reach(
      two,
      beyond.map((address) => `${address}:80`),
    );
    expect(Object.keys(reached)).toHaveLength(beyond.length);
    for (const each of Object.values(reached)) expect(each).toMatch(/forbidden|silent/u);
    const sixth = await student(two, 'timeout 3 bash -c "echo >/dev/tcp/fd00:ec2::254/80"');
    expect(sixth).toMatchObject({ ok: false, text: expect.stringMatching(/unreachable|No route/u) });
    const pod = await student(
      two,
      `kubectl exec victim -c victim -- sh -c 'nc -w 3 169.254.169.254 80 </dev/null; nslookup kubernetes.default.svc.cluster.local; nc -w 3 kubernetes.default.svc.cluster.local 443 </dev/null && echo API open'`,
    );
    expect(pod.text).toMatch(/No route to host/u);
    expect(pod.text).toMatch(/Address: +10\.96\.0\.1/u);
    expect(pod.text).toMatch(/API open/u);
  });

  test('attack 11: a Pod gets no more than 1024 processes, a sandbox not every processor, and each stays in its memory', async () => {
    const { one, two } = ground();
    const bomb = podOf('bomb', {
      restartPolicy: 'Never',
      containers: [
        { name: 'c', image, command: ['sh', '-c', 'for i in $(seq 1100); do sleep 60 & done; echo all of them; wait'] },
      ],
    });
    const explode = `kubectl create -f - && for i in $(seq 100); do kubectl logs bomb 2>/dev/null | grep -E 'all of them|fork' && break; sleep 1; done; kubectl delete pod bomb --now --wait=false`;
    const [control, attack] = await Promise.all([one, two].map((each) => student(each, explode, JSON.stringify(bomb))));
    expect(control?.text).toContain('all of them');
    expect(attack?.text).toMatch(/can't fork/u);
    const limits = async (name: 'one' | 'two') => {
      const { name: node } = await ground()[name].node();
      const format =
        '{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.PidsLimit}} {{.HostConfig.NanoCpus}}';
      return (await docker(['inspect', '--format', format, node])).trim().split(' ').map(Number);
    };
    const [memory, swap, processes, processors] = await limits('two');
    expect([memory, swap, processes]).toEqual([4 * 1024 ** 3, 4 * 1024 ** 3, 8192]);
    expect(processors).toBeGreaterThan(0);
    expect((await limits('one'))[3]).toBe(0);
  });

  test('attack 11: objects and copies have a bound', async () => {
    const { one, two } = ground();
    const flood = listOf(
      Array.from({ length: 110 }, (_, index) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `flood-${index}`, namespace: 'default', labels: { flood: 'x' } },
      })),
    );
    const pour = 'kubectl create -f - 2>&1 | grep -c created; kubectl delete configmap -l flood=x >/dev/null';
    const [control, attack] = await Promise.all([student(one, pour, flood), student(two, pour, flood)]);
    expect(Number(control.text)).toBe(110);
    expect(Number(attack.text)).toBeLessThanOrEqual(100);
    const copies = `kubectl create deployment many --image=${image} --replicas=21 --dry-run=server`;
    expect(await student(one, copies)).toMatchObject({ ok: true });
    expect((await student(two, copies)).text).toMatch(/more than 20 copies/u);
    const quota = 'kubectl delete resourcequota drydock-quota';
    expect((await student(two, quota)).text).toMatch(/"drydock-quota" is forbidden/u);
    const etcd = await (await two.node()).exec(['grep', 'quota-backend-bytes', '/etc/kubernetes/manifests/etcd.yaml']);
    expect(etcd.stdout).toContain('=134217728');
  });

  test('what no tier can promise: a Pod runs on the kernel of the machine, and shares its limits of inotify', async () => {
    const { two } = ground();
    const files = ['/proc/sys/kernel/random/boot_id', '/proc/sys/fs/inotify/max_user_instances'];
    const own = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    expect((await student(two, `kubectl exec victim -c victim -- cat ${files.join(' ')}`)).text).toBe(own.join(''));
  });
}
