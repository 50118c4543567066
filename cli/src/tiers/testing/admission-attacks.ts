import { expect, test } from 'vitest';
import { type Ground, image, listOf, student } from './ground.ts';
import { podOf, podSpecs, templates, volumes, volumeSpecs } from './pods.ts';

const create = 'kubectl create --filename -';
const policy = /"([\w-]+)" is forbidden: ValidatingAdmissionPolicy 'drydock-/gu;
const refusedIn = (text: string): readonly string[] =>
  [...text.matchAll(policy)].map(([, name = '']) => name).toSorted();
const namesOf = (objects: readonly object[]): readonly string[] =>
  objects.map((object) => (object as { metadata: { name: string } }).metadata.name).toSorted();

/** Attacks 1 to 3: Pods, volumes and classes of storage that lead to the node. */
export function describeAdmission(ground: () => Ground): void {
  /** Returns the names of those that a policy of tier 2 refuses; all of them must be let through in tier 1, and none be there in tier 2 afterwards. */
  async function refusedInTwo(objects: readonly object[]): Promise<readonly string[]> {
    const { one, two } = ground();
    const [control, attack] = await Promise.all([
      student(one, `${create} --dry-run=server`, listOf(objects)),
      student(two, create, listOf(objects)),
    ]);
    expect(control).toMatchObject({ ok: true });
    expect(attack.text).not.toContain(' created');
    return refusedIn(attack.text);
  }

  test('attack 1: no Pod that is root on its node, in any of fourteen ways', async () => {
    const pods = Object.entries(podSpecs).map(([name, spec]) => podOf(name, spec));
    expect(pods).toHaveLength(14);
    expect(await refusedInTwo(pods)).toEqual(namesOf(pods));
  });

  test('attack 1: nor by anything that makes Pods', async () => {
    expect(await refusedInTwo(templates())).toEqual(namesOf(templates()));
    expect((await student(ground().two, 'kubectl get pods --output name')).text).not.toMatch(/by-/u);
  });

  test('attack 1: what works in tier 1 is the real thing, root of the node, also by a debug container and a debug Pod', async () => {
    const { one, two } = ground();
    const run = `kubectl run victim --image=${image} -- sleep 1000000 && kubectl wait --for=condition=Ready pod/victim --timeout=60s`;
    const debug = `kubectl debug victim --image=${image} --profile=sysadmin --container=dbg -- sh -c 'mkdir /m && mount -t tmpfs none /m && echo mounted'`;
    const logs = 'for i in $(seq 60); do kubectl logs victim -c dbg 2>/dev/null | grep mounted && break; sleep 1; done';
    const node = `kubectl debug node/$(kubectl get nodes -o jsonpath='{.items[0].metadata.name}') --image=${image} -- true`;
    const [control, attack] = await Promise.all([student(one, `${run} && ${debug} && ${logs}`), student(two, run)]);
    expect([control.ok, attack.ok]).toEqual([true, true]);
    expect(control.text).toContain('mounted');
    expect((await student(two, debug)).text).toMatch(/"victim" is forbidden: ValidatingAdmissionPolicy/u);
    expect((await student(two, node)).text).toMatch(/forbidden: ValidatingAdmissionPolicy/u);
    // What the course teaches works: the profile of `kubectl debug` that is the default.
    const plain = `kubectl debug victim --image=${image} --target=victim --container=look -- sleep 1`;
    expect(await student(two, plain)).toMatchObject({ ok: true });
  });

  test('attack 1: a controller makes no such Pod either, whoever wrote its template', async () => {
    const { two } = ground();
    const [deployment] = templates();
    const admin = ['kubectl', '--kubeconfig', '/etc/kubernetes/admin.conf'] as const;
    const node = await two.node();
    const written = await node.exec([...admin, 'create', '-f', '-'], { input: JSON.stringify(deployment) });
    expect(written).toMatchObject({ exitCode: 0 });
    const why = `kubectl get replicasets -l app=evil -o jsonpath='{.items[0].status.conditions[?(@.type=="ReplicaFailure")].message}'`;
    await expect
      .poll(async () => (await student(two, why)).text, { timeout: 60_000 })
      .toMatch(/a privileged container/u);
    expect(
      (await student(two, 'kubectl get pods -l app=evil -o name && kubectl delete deployment by-deployment')).text,
    ).not.toMatch(/^pod\//mu);
  });

  test('attack 2: no folder of the node but those directly in /mnt, by a Pod or by a volume', async () => {
    const pods = Object.entries(volumeSpecs).map(([name, spec]) => podOf(name, spec));
    expect(await refusedInTwo(pods)).toEqual(namesOf(pods));
    expect(await refusedInTwo(volumes())).toEqual(namesOf(volumes()));
  });

  test('attack 2: what works in tier 1 reads a file of the node; in tier 2 a link in a shared folder leads nowhere, for root on the node too', async () => {
    const { one, two } = ground();
    for (const each of [one, two])
      await (await each.node()).exec(['sh', '-c', 'echo secret-of-the-node > /etc/canary']);
    const reader = (path: string, name: string) => ({
      ...podOf('reader', {
        restartPolicy: 'Never',
        containers: [
          { name: 'c', image, command: ['cat', `/v/${name}`], volumeMounts: [{ name: 'v', mountPath: '/v' }] },
        ],
        volumes: [{ name: 'v', hostPath: { path, type: 'DirectoryOrCreate' } }],
      }),
    });
    const read =
      'kubectl create -f - && for i in $(seq 60); do kubectl logs reader 2>/dev/null | grep . && break; sleep 1; done';
    expect((await student(one, read, JSON.stringify(reader('/etc', 'canary')))).text).toContain('secret-of-the-node');
    const linked = 'ln -s /etc/canary /mnt/data/index.html; ln -s /etc /mnt/data/link; ls -l /mnt/data\n';
    expect((await student(two, 'node-shell', linked)).text).toContain('index.html -> /etc/canary');
    const node = await two.node();
    for (const path of ['/mnt/data/index.html', '/mnt/data/link/canary']) {
      const { exitCode, stderr } = await node.exec(['cat', path]);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Too many levels of symbolic links')]);
    }
    await student(one, 'kubectl delete pod reader');
  });

  test('attack 3: no class of storage that leads out of its folder, and no change of the provisioner', async () => {
    const classOf = (name: string, provisioner: string, parameters?: object) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      provisioner,
      ...(parameters && { parameters }),
    });
    const classes = [
      classOf('path', 'rancher.io/local-path', { pathPattern: '../../etc' }),
      classOf('elsewhere', 'evil.example.com/nfs'),
    ];
    expect(await refusedInTwo(classes)).toEqual(namesOf(classes));
    const patch = `kubectl patch configmap local-path-config -n local-path-storage --type merge -p '{"data":{"setup":"#!/bin/sh"}}' `;
    const { one, two } = ground();
    expect(await student(one, `${patch} --dry-run=server`)).toMatchObject({ ok: true });
    expect((await student(two, patch)).text).toMatch(/"local-path-config" is forbidden: ValidatingAdmissionPolicy/u);
    const own = classOf('manual', 'kubernetes.io/no-provisioner');
    expect(await student(two, create, JSON.stringify(own))).toMatchObject({ ok: true });
  });
}
