import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxProfile } from '@drydock/model';
import { prepareAll } from '../../setup/all.ts';
import { driverOf } from '../../setup/driver.ts';
import { cacheFolder } from '../../setup/paths.ts';
import { createProgress } from '../../setup/progress.ts';

/** What `drydock conformance` may be told. */
export interface ConformanceOptions {
  readonly profile: SandboxProfile;
  readonly processes: number;
  readonly json: boolean;
  readonly yes: boolean;
}

/** `drydock conformance`: runs tests of the Kubernetes project on a sandbox; 1 when one fails. Without groups, all of them. */
export async function conformanceCommand(
  only: readonly string[],
  { profile, processes, json, yes }: ConformanceOptions,
  signal: AbortSignal,
): Promise<number> {
  const progress = createProgress();
  const [{ chooseGroups, countResults, formatResults, runKubernetesTests }, { buildKubernetesTests, imageRefs }] =
    await Promise.all([import('@drydock/bench'), import('@drydock/images')]);
  chooseGroups(only);
  await prepareAll({ purpose: 'start', saidYes: yes, progress, signal });
  const tests = await buildKubernetesTests({ host: { cacheDir: cacheFolder() }, onStep: progress.show, signal });
  const { lab } = imageRefs();
  const folder = await mkdtemp(join(tmpdir(), 'drydock-conformance-'));
  try {
    const results = await runKubernetesTests({
      driver: await driverOf(folder),
      profile,
      only,
      processes,
      tests,
      images: {
        agnhost: tests.agnhost,
        'glibc-dns-testing': tests.agnhost,
        busybox: `course.local/busybox:${lab['busybox']?.[0]}`,
        nonewprivs: tests.nonewprivs,
        nginx: `course.local/nginx:${lab['nginx']?.[0]}`,
        pause: tests.pause,
      },
      progress,
      onLine: (line) => progress.line(line),
      signal,
    });
    process.stdout.write(json ? `${JSON.stringify(results, undefined, 2)}\n` : formatResults(results));
    return countResults(results).failed === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
