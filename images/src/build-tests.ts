import { join } from 'node:path';
import { takeLock } from '@drydock/host';
import type { OnStep } from '@drydock/model';
import { goPrograms } from './artifacts/go-program.ts';
import { kubernetesTests, testAgnhost, testNonewprivs } from './artifacts/kubernetes-tests.ts';
import { type Host, prepareHost } from './host.ts';
import { buildAll } from './schedule.ts';
import { versions } from './versions/versions.ts';

/** What runs the tests of the Kubernetes project on a cluster. */
export interface KubernetesTests {
  /** Paths of programs on this machine. */
  readonly e2e: string;
  readonly ginkgo: string;
  readonly kubectl: string;
  /** The image of this machine that stands for `agnhost` in them. */
  readonly agnhost: string;
  /** The image of this machine that stands for `nonewprivs` in them. */
  readonly nonewprivs: string;
  /** The image of the nodes that does nothing. */
  readonly pause: string;
}

/** Compiles the tests of the Kubernetes project where they are not in the cache: some minutes and 4 GB of Go's cache, once for each version. */
export async function buildKubernetesTests(options: {
  readonly host: Host;
  readonly onStep: OnStep;
  readonly signal: AbortSignal;
}): Promise<KubernetesTests> {
  const { host, signal } = options;
  await prepareHost(host);
  await using _lock = await takeLock(join(host.cacheDir, 'images.lock'), { signal });
  await buildAll([kubernetesTests, testAgnhost, testNonewprivs, goPrograms.kubernetes], options);
  const tests = kubernetesTests.path(host);
  return {
    e2e: join(tests, 'e2e.test'),
    ginkgo: join(tests, 'ginkgo'),
    kubectl: join(goPrograms.kubernetes.path(host), 'kubectl'),
    agnhost: testAgnhost.ref,
    nonewprivs: testNonewprivs.ref,
    pause: `course.local/pause:${versions.pause}`,
  };
}
