import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { isApiReady } from './conformance-api.ts';
import { type Pair, shell } from './conformance-cluster.ts';

/** What a driver that can freeze promises of a real cluster. */
export function describeFreeze(pair: () => Pair): void {
  test('a frozen sandbox answers nothing; thawed, its API answers at once and its processes are the same', async () => {
    const { small, driver } = pair();
    const started = async () => shell(small.workspace(), 'stat --format %Y /proc/1');
    const before = await started();
    await driver.freeze(small.id);
    expect(await isApiReady(await small.kubeconfig('grader'), 500)).toBe(false);
    await driver.thaw(small.id);
    expect(await isApiReady(await small.kubeconfig('grader'), 500)).toBe(true);
    expect(await started()).toBe(before);
  }, 60_000);
}

/**
 * A test to run beside others: a sandbox of one node that was frozen for longer than a kubelet may be silent (50 s) and a container runtime may not be asked (30 s)
 * wakes without its node ever being NotReady, and runs a new Pod.
 */
export function testLongFreeze(pair: () => Pair): void {
  test.concurrent(
    'after a long freeze the node was never NotReady and a new Pod runs',
    async ({ expect }) => {
      const { small, driver } = pair();
      const ofNode = (path: string) =>
        shell(small.workspace(), `kubectl get nodes --output jsonpath='{.items[0].${path}}'`);
      const readySince = 'status.conditions[?(@.type=="Ready")].lastTransitionTime';
      const before = await ofNode(readySince);
      await driver.freeze(small.id);
      await delay(55_000);
      await driver.thaw(small.id);
      const image =
        "$(kubectl --namespace kube-system get deployment coredns --output jsonpath='{..containers[0].image}')";
      await shell(
        small.workspace(),
        `kubectl run fresh --image="${image}" && kubectl wait --for=condition=Ready --timeout=20s pod/fresh`,
      );
      expect(await ofNode(readySince)).toBe(before);
      expect(await ofNode('spec.taints')).toBe('');
    },
    180_000,
  );
}
