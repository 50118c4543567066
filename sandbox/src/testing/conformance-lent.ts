import type { DriverInfo } from '@drydock/model';
import { expect, test } from 'vitest';
import type { Sandbox } from '../driver.ts';
import { shell } from './conformance-cluster.ts';
import { type Bench, createMs, listedBy, quiet, specOf } from './driver-bench.ts';

/** What a driver of a cluster that is lent promises. The last test destroys the sandbox. */
export function describeLent(get: () => { bench: Bench; sandbox: Sandbox }, { hasNodeShells }: DriverInfo): void {
  test.each(['this installation', 'another one by another context'])(
    'a second sandbox, of %s, is refused while the first has the cluster, and leaves nothing',
    async (whose) => {
      const { bench, sandbox } = get();
      const spec = specOf(sandbox.profile);
      const other = whose === 'this installation' ? bench.connect() : (bench.connectBeside?.() ?? bench.connect());
      const refused = other.create(spec, quiet());
      await expect(refused).rejects.toMatchObject({ code: 'no_capacity' });
      await expect(refused).rejects.toThrow(sandbox.id);
      expect(await bench.traces(spec.id, [])).toEqual([]);
      expect(await listedBy(bench, sandbox.id)).toMatchObject({ state: 'running' });
      expect(await shell(sandbox.workspace(), 'kubectl get --raw /readyz')).toBe('ok');
    },
    createMs,
  );

  test('the student cannot change or delete what was in the cluster before, nor make things beside it', async () => {
    const { sandbox } = get();
    const said = async (command: string) => (await sandbox.workspace().exec(['bash', '-c', command])).stderr;
    // The API server takes a moment to know a policy.
    await expect
      .poll(() => said('kubectl create configmap mine --namespace kube-system --dry-run=server'), { timeout: 10_000 })
      .toMatch(/The cluster is lent/u);
    expect(await said('kubectl delete deployment coredns --namespace kube-system')).toMatch(/The cluster is lent/u);
    expect(await said('kubectl scale deployment coredns --namespace kube-system --replicas=5')).toMatch(/借来的/u);
    expect(await said('kubectl delete namespace drydock-lease')).toMatch(/The cluster is lent/u);
    expect(await said('kubectl label node --all taste=sour && kubectl create configmap mine')).toBe('');
  });

  if (hasNodeShells) testNodesOfStudent(() => get().sandbox);

  test(
    'destroy gives the cluster back as it was: what the student made is gone, what was there is there, and it is idempotent',
    async () => {
      const { bench, sandbox } = get();
      const driver = bench.connect();
      const before = await bench.traces(sandbox.id, []);
      expect(before.length).toBeGreaterThan(0);
      const make = [
        'kubectl create namespace mine',
        'kubectl create configmap inside --namespace mine',
        'kubectl create configmap beside',
        `kubectl patch configmap beside --patch '{"metadata":{"finalizers":["course.example/never"]}}'`,
        'kubectl create clusterrole wide --verb=get --resource=pods',
        'kubectl taint node --all taste=sour:PreferNoSchedule',
      ];
      await shell(sandbox.workspace(), `${make.join(' && ')} >/dev/null`);
      if (hasNodeShells) await shell(await sandbox.node(), spoilNode);
      await driver.destroy(sandbox.id);
      await driver.destroy(sandbox.id);
      expect(await bench.traces(sandbox.id, before)).toEqual([]);
      expect(await listedBy(bench, sandbox.id)).toBeUndefined();
    },
    createMs,
  );
}

/** What a student does to a node as root: settings changed, removed and added, a static Pod, files in the volume and beside it, and an API server that does not start any more. */
const spoilNode = [
  'set -e',
  'echo "# mine" >>/etc/containerd/config.toml',
  'rm /etc/crictl.yaml',
  'chmod 600 /etc/profile',
  'mkdir -p /opt/mine /var/lib/mine /mnt/mine /root/mine',
  'touch /opt/mine/one /var/lib/mine/two /mnt/mine/three /root/mine/four /etc/kubernetes/mine',
  "sed -i 's/--etcd-servers=.*/--etcd-servers=https:\\/\\/127.0.0.1:1/' /etc/kubernetes/manifests/kube-apiserver.yaml",
  'systemctl disable --quiet kubelet 2>/dev/null || true',
].join('\n');

/** Where the nodes of a cluster that is lent may be entered, the student enters them as in any lab, and by no other way. */
function testNodesOfStudent(get: () => Sandbox): void {
  test('the student’s shell on a node is root there, and leaves no Pod; other Pods beside the student’s are refused', async () => {
    const workspace = get().workspace();
    const said = await workspace.exec(['node-shell'], { input: 'id -u; hostname\n', timeoutMs: 90_000 });
    expect(said.stdout.split('\n').slice(0, 2)).toEqual(['0', (await get().node()).name]);
    const pods = () =>
      shell(workspace, 'kubectl --namespace kube-system get pods --selector app=node-shell --output name');
    await expect.poll(pods, { timeout: 30_000 }).toBe('');
    const image = (await shell(workspace, 'cat /etc/drydock/node-shell-image')).trim();
    const other = await workspace.exec(['kubectl', '--namespace', 'kube-system', 'run', 'shell', `--image=${image}`]);
    expect(other.stderr).toMatch(/The cluster is lent/u);
  }, 120_000);
}
