import { expect, test } from 'vitest';
import { type Pair, shell } from './conformance-cluster.ts';

const settleMs = 30_000;

/** What the network of a cluster with nodes of several kinds of Pods promises: NetworkPolicies are enforced, and hostPort and session affinity work. */
export function describeNetwork(pair: () => Pair): void {
  test('a NetworkPolicy lets in whom it names and nobody else, from another node and from the same one', async () => {
    const workspace = pair().large.workspace();
    const image = (await shell(workspace, 'cat /etc/drydock/node-shell-image')).trim();
    const [, first = '', second = ''] = (
      await shell(workspace, "kubectl get nodes --output jsonpath='{.items[*].metadata.name}'")
    ).split(' ');
    const pods = [
      server('open', first, image, { app: 'open' }),
      server('guarded', first, image, { app: 'guarded' }),
      client('friend', second, image, { role: 'friend' }),
      client('foe', second, image, { role: 'foe' }),
      client('neighbour', first, image, { role: 'foe' }),
    ];
    await shell(workspace, 'kubectl create namespace policies >/dev/null');
    await apply(workspace, 'policies', [...pods, policy]);
    await shell(workspace, 'kubectl -n policies wait --for=condition=Ready pod --all --timeout=60s >/dev/null');
    const reach = async (from: string, to: string) => {
      const address = `$(kubectl -n policies get pod ${to} --output jsonpath='{.status.podIP}')`;
      const get = `kubectl -n policies exec ${from} -- wget -q -T 2 -O - http://${address}:8080/ 2>/dev/null; true`;
      return (await shell(workspace, get)).trim();
    };
    // The policy may take effect a moment after the Pods.
    await expect.poll(() => reach('foe', 'guarded'), { timeout: settleMs }).toBe('');
    await expect.poll(() => reach('friend', 'guarded'), { timeout: settleMs }).toBe('guarded');
    expect(await reach('neighbour', 'guarded')).toBe('');
    expect(await reach('foe', 'open')).toBe('open');
    expect(await reach('neighbour', 'open')).toBe('open');
    await shell(workspace, 'kubectl delete namespace policies --wait=false >/dev/null');
  }, 120_000);

  test('a hostPort leads from the node to the Pod, and session affinity keeps a client at one Pod', async () => {
    const workspace = pair().small.workspace();
    const image = (await shell(workspace, 'cat /etc/drydock/node-shell-image')).trim();
    const one = server('one', undefined, image, { app: 'sticky' }, 8081);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'sticky' },
      spec: { selector: { app: 'sticky' }, sessionAffinity: 'ClientIP', ports: [{ port: 80, targetPort: 8080 }] },
    };
    await shell(workspace, 'kubectl create namespace ports >/dev/null');
    await apply(workspace, 'ports', [
      one,
      server('two', undefined, image, { app: 'sticky' }),
      client('guest', undefined, image, {}),
      service,
    ]);
    await shell(workspace, 'kubectl -n ports wait --for=condition=Ready pod --all --timeout=60s >/dev/null');
    const host = `$(kubectl -n ports get pod one --output jsonpath='{.status.hostIP}')`;
    await expect
      .poll(() => shell(workspace, `curl -s -m 2 http://${host}:8081/; true`), { timeout: settleMs })
      .toBe('one\n');
    const ask =
      'kubectl -n ports exec guest -- sh -c "for i in 1 2 3 4 5 6 7 8; do wget -q -T 2 -O - http://sticky/; done" 2>/dev/null; true';
    const answers = async () => (await shell(workspace, ask)).trim().split('\n');
    await expect.poll(async () => (await answers()).length, { timeout: settleMs }).toBe(8);
    expect(new Set(await answers()).size).toBe(1);
    // Without it both are asked: the first result was no accident of an idle Pod.
    await shell(workspace, `kubectl -n ports patch service sticky -p '{"spec":{"sessionAffinity":"None"}}' >/dev/null`);
    await expect.poll(async () => new Set(await answers()).size, { timeout: settleMs }).toBe(2);
    await shell(workspace, 'kubectl delete namespace ports --wait=false >/dev/null');
  }, 120_000);
}

type Access = Parameters<typeof shell>[0];

async function apply(workspace: Access, namespace: string, objects: readonly object[]): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const applied = await workspace.exec(['kubectl', '-n', namespace, 'apply', '--filename', '-'], { input });
  expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
}

/** A Pod that answers with its name on port 8080. */
function server(name: string, node: string | undefined, image: string, labels: object, hostPort?: number): object {
  const serve = `mkdir -p /www && echo ${name} >/www/index.html && exec httpd -f -p 8080 -h /www`;
  const ports = [{ containerPort: 8080, ...(hostPort !== undefined && { hostPort }) }];
  const readinessProbe = { tcpSocket: { port: 8080 }, periodSeconds: 1 };
  return pod(name, node, { name, image, command: ['sh', '-c', serve], ports, readinessProbe }, labels);
}

function client(name: string, node: string | undefined, image: string, labels: object): object {
  return pod(name, node, { name, image, command: ['sleep', '3600'] }, labels);
}

function pod(name: string, node: string | undefined, container: object, labels: object): object {
  const where = node === undefined ? {} : { nodeName: node };
  const spec = { ...where, terminationGracePeriodSeconds: 0, containers: [container] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec };
}

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'friends-only' },
  spec: {
    podSelector: { matchLabels: { app: 'guarded' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { role: 'friend' } } }] }],
  },
};
