import { profileShape } from '@drydock/model';
import { test } from 'vitest';
import type { ExecAccess, Sandbox, SandboxDriver } from '../driver.ts';
import { createMs, quiet, specOf } from './driver-bench.ts';

/** A cluster without a Pod network; the test runs in parallel to others, on a sandbox of its own. */
export function testNoCni(connect: () => SandboxDriver): void {
  test.concurrent(
    'no-cni: no node is Ready until the student installs a Pod network, then Pods of two nodes reach each other',
    ({ expect }) =>
      withSandbox('no-cni', connect(), async (sandbox) => {
        const run = runIn(sandbox.workspace(), expect);
        expect(await run(ready)).toBe('False False False');
        await sandbox.settled(quietly());
        expect(await run('kubectl -n kube-system get pods -l k8s-app=kube-dns -o name | wc -l')).toBe('2');
        // A subnet that is not the cluster's is refused, as it would be by any network.
        await run(install('192.168.0.0/16'));
        const says = 'kubectl -n kube-system logs daemonset/pod-network -c pod-network 2>/dev/null';
        await expect.poll(() => run(`${says}; true`), { timeout: waitMs }).toContain('is not in POD_SUBNET');
        expect(await run(ready)).toBe('False False False');
        await run(install('10.244.0.0/16'));
        await run(`kubectl wait --for=condition=Ready node --all --timeout=${waitMs / 1000}s`);
        await run(
          `kubectl -n kube-system rollout status daemonset/pod-network deployment/coredns --timeout=${waitMs / 1000}s`,
        );
        await run(twoPods);
        expect(await run(acrossNodes)).toContain('one');
      }),
    createMs + 2 * waitMs,
  );
}

/** A cluster with leader election; the test runs in parallel to others, on a sandbox of its own. */
export function testElection(connect: () => SandboxDriver): void {
  test.concurrent(
    'one-node-election: scheduler and controller manager hold their leases, and do so again after a freeze',
    ({ expect }) =>
      withSandbox('one-node-election', connect(), async (sandbox) => {
        const driver = connect();
        const run = runIn(sandbox.workspace(), expect);
        const holders = `kubectl -n kube-system get lease kube-scheduler kube-controller-manager -o jsonpath='{.items[*].spec.holderIdentity}'`;
        const node = `drydock-${sandbox.id}-control-plane_`;
        const bothHold = async () => (await run(`${holders} || true`)).split(' ').map((name) => name.startsWith(node));
        await expect.poll(bothHold, { timeout: waitMs }).toEqual([true, true]);
        await driver.freeze(sandbox.id);
        await driver.thaw(sandbox.id);
        await run('kubectl create deployment after --image $(cat /etc/drydock/node-shell-image) -- sleep 3600');
        await run(`kubectl rollout status deployment/after --timeout=${waitMs / 1000}s`);
        await expect.poll(bothHold, { timeout: waitMs }).toEqual([true, true]);
      }),
    createMs + 3 * waitMs,
  );
}

/** Machines without a cluster; the test runs in parallel to others, on a sandbox of its own. */
export function testBare(connect: () => SandboxDriver): void {
  test.concurrent(
    'bare: three machines without a cluster on which kubeadm init and join work, offline, and what sees the cluster then',
    ({ expect }) =>
      withSandbox('bare', connect(), async (sandbox) => {
        const driver = connect();
        const run = runIn(sandbox.workspace(), expect);
        const node = await sandbox.node();
        expect(await node.exec(['id', '-u'])).toMatchObject({ stdout: '0\n' });
        expect((await node.exec(['pgrep', '-x', 'kubelet'])).exitCode).toBe(1);
        await expect(sandbox.kubeconfig('grader')).rejects.toMatchObject({ code: 'no_cluster' });
        await driver.freeze(sandbox.id);
        await driver.thaw(sandbox.id);
        for (const name of profileShape.bare.nodes)
          expect(await run(`node-shell ${name} 2>/dev/null <<<'hostname'`)).toBe(`drydock-${sandbox.id}-${name}`);
        await run(
          `node-shell 2>/dev/null <<<'kubeadm init --config /etc/kubernetes/kubeadm.yaml >/tmp/init 2>&1 || { cat /tmp/init; exit 1; }'`,
        );
        await run('mkdir -p ~/.kube && ssh control-plane cat /etc/kubernetes/admin.conf >~/.kube/config');
        // Only a host with cgroup v1 needs the option.
        const join =
          'join="$(ssh control-plane kubeadm token create --print-join-command) --ignore-preflight-errors=SystemVerification"';
        await run(
          `${join}; for each in worker worker2; do ssh $each "$join" >/tmp/join 2>&1 || { cat /tmp/join; exit 1; }; done`,
        );
        // A join can end before the kubelet has registered its node.
        await expect.poll(() => run(ready), { timeout: waitMs }).toBe('False False False');
        await run(install('10.244.0.0/16'));
        await run(`kubectl wait --for=condition=Ready node --all --timeout=${waitMs / 1000}s`);
        expect(await sandbox.kubeconfig('grader')).toContain('127.0.0.1');
        const leases = "kubectl -n kube-system get lease kube-scheduler -o jsonpath='{.spec.holderIdentity}'";
        expect(await run(leases)).toContain('control-plane');
      }),
    createMs + 2 * waitMs,
  );
}

const waitMs = 90_000;
const quietly = () => ({ signal: new AbortController().signal, withinMs: waitMs });

const ready = `kubectl get nodes --output jsonpath='{.items[*].status.conditions[?(@.type=="Ready")].status}'`;
const install = (subnet: string) =>
  `sed 's#POD_CIDR#${subnet}#' /usr/share/course/pod-network.yaml | kubectl apply -f -`;

const twoPods = `image=$(cat /etc/drydock/node-shell-image)
for each in worker worker2; do
  node=$(kubectl get nodes -o name | grep -- "-$each$" | cut -d/ -f2)
  kubectl run $each --image $image --overrides '{"spec":{"nodeName":"'$node'"}}' --command -- \\
    sh -c 'mkdir /www; echo one >/www/index.html; exec httpd -f -p 8080 -h /www'
done
kubectl wait --for=condition=Ready pod/worker pod/worker2 --timeout=${waitMs / 1000}s`;
const acrossNodes =
  "kubectl exec worker -- wget -q -T 5 -O - http://$(kubectl get pod worker2 -o jsonpath='{.status.podIP}'):8080/";

async function withSandbox(
  profile: 'no-cni' | 'bare' | 'one-node-election',
  driver: SandboxDriver,
  use: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const spec = specOf(profile, 'process');
  try {
    await use(await driver.create(spec, quiet()));
  } finally {
    await driver.destroy(spec.id);
  }
}

/** Runs a script that must succeed; returns its output without the last line's end. */
function runIn(access: ExecAccess, expect: typeof import('vitest').expect): (script: string) => Promise<string> {
  return async (script) => {
    const { exitCode, stdout, stderr } = await access.exec(['bash', '-c', `set -e; ${script}`], { timeoutMs: waitMs });
    expect({ exitCode, said: exitCode === 0 ? '' : stdout + stderr }, script).toEqual({ exitCode: 0, said: '' });
    return stdout.trim();
  };
}
