import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runToEnd } from '@drydock/host';
import { CourseError, type SandboxProfile } from '@drydock/model';
import type { SandboxDriver } from '@drydock/sandbox';
import type { Progress } from '../progress.ts';
import { exceptions, type Group, groups } from './groups.ts';
import { nameImages, standIns } from './images.ts';
import { type GroupResult, readReport } from './report.ts';

export interface KubernetesRunOptions {
  readonly driver: SandboxDriver;
  readonly profile: SandboxProfile;
  /** Ids of groups; all when empty. */
  readonly only: readonly string[];
  /** How many tests run at once. */
  readonly processes: number;
  /** Programs of the tests. */
  readonly tests: {
    readonly e2e: string;
    readonly ginkgo: string;
    readonly kubectl: string;
  };
  /** Images of ours that stand for those of the tests, by their short name. */
  readonly images: Readonly<Record<string, string>>;
  readonly progress: Progress;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Longest time that all tests together may take. */
const allTestsMs = 4 * 60 * 60 * 1000;

/** Returns the groups with these ids; `bad_request` when there is no such group. */
export function chooseGroups(ids: readonly string[]): readonly Group[] {
  const unknown = ids.filter((id) => !groups.some((group) => group.id === id));
  if (unknown.length > 0)
    throw new CourseError(
      'bad_request',
      `There is no group ${unknown.join(', ')} of tests.`,
      `The groups are ${groups.map(({ id }) => id).join(', ')}.`,
    );
  return ids.length === 0 ? groups : groups.filter(({ id }) => ids.includes(id));
}

/** Runs tests of the Kubernetes project on a sandbox of its own, which is gone afterwards, and returns what each came to. */
export async function runKubernetesTests(options: KubernetesRunOptions): Promise<readonly GroupResult[]> {
  const { driver, profile, progress, signal, tests, images } = options;
  const chosen = chooseGroups(options.only);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-kubernetes-'));
  const id = `k${randomUUID().replaceAll('-', '').slice(0, 9)}`;
  try {
    const sandbox = await progress.step(`Make a sandbox: ${profile}`, () =>
      driver.create({ id, profile, lifetime: 'process' }, { signal, onStep: () => undefined }),
    );
    await progress.step('Give its nodes the images of the tests', async () => {
      await sandbox.settled({ signal, withinMs: 300_000 });
      const wanted = (await run(tests.e2e, ['--list-images'], { signal })).split('\n');
      await nameImages(sandbox, standIns(wanted, images), signal);
    });
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, await sandbox.kubeconfig('grader'), { mode: 0o600 });
    const json = await progress.step('Run the tests', () => runGinkgo(chosen, { folder, kubeconfig }, options));
    return readReport(json, chosen);
  } finally {
    await driver.destroy(id);
    await rm(folder, { recursive: true, force: true });
  }
}

async function runGinkgo(
  chosen: readonly Group[],
  { folder, kubeconfig }: { readonly folder: string; readonly kubeconfig: string },
  { tests, processes, onLine, signal }: KubernetesRunOptions,
): Promise<string> {
  const { ended, exitCode, stderr } = await runToEnd(
    tests.ginkgo,
    [
      `-procs=${processes}`,
      '--no-color',
      '--silence-skips',
      '--json-report=report.json',
      `--output-dir=${folder}`,
      `--timeout=${allTestsMs / 1000}s`,
      ...chosen.map((group) => `--focus=${group.tests.source}`),
      ...exceptions.map((exception) => `--skip=${exception.tests.source}`),
      tests.e2e,
      '--',
      `--kubeconfig=${kubeconfig}`,
      `--kubectl-path=${tests.kubectl}`,
      '--provider=skeleton',
      '--non-blocking-taints=node-role.kubernetes.io/control-plane',
      '--disable-log-dump=true',
      '--dump-logs-on-failure=false',
    ],
    { env: { KUBECONFIG: kubeconfig }, timeoutMs: allTestsMs, onLine, signal },
  );
  signal.throwIfAborted();
  const json = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined);
  if (json !== undefined) return json;
  throw new CourseError(
    'command_failed',
    `The tests of Kubernetes left no report (${ended}, exit code ${exitCode}): ${stderr.trim().slice(-500)}`,
    'Run it again with one group, such as `npm run conformance -- dns`.',
  );
}
