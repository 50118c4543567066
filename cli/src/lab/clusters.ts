import { randomBytes } from 'node:crypto';
import type { OpenedCluster } from '@drydock/grader';
import { type OnStep, profileShape, type SandboxProfile } from '@drydock/model';
import type { Sandbox, SandboxDriver } from '@drydock/sandbox';

/** Longest wait for metrics-server and all else of a new sandbox. */
const settleMs = 120_000;

export interface ClusterOptions {
  readonly driver: SandboxDriver;
  /** The sandbox outlives this process, if it is not closed. */
  readonly isKept: boolean;
  readonly signal: AbortSignal;
}

/** Makes a sandbox for proofs. When that fails, nothing of it is left. */
export async function openSandbox(
  profile: SandboxProfile,
  { driver, isKept, signal }: ClusterOptions,
  onStep: OnStep,
): Promise<Sandbox> {
  const id = `t${randomBytes(5).toString('hex')}`;
  try {
    const sandbox = await driver.create({ id, profile, lifetime: isKept ? 'host' : 'process' }, { signal, onStep });
    // A Drydock on this machine must not hand it to a student.
    if (isKept) await driver.claim(id);
    await sandbox.settled({ signal, withinMs: settleMs });
    return sandbox;
  } catch (error) {
    await driver.destroy(id);
    throw error;
  }
}

/** Makes a sandbox for the proofs of labs. When that fails, or it is closed, nothing of it is left. */
export async function openCluster(
  profile: SandboxProfile,
  options: ClusterOptions,
  onStep: OnStep,
): Promise<OpenedCluster & { readonly id: string }> {
  const sandbox = await openSandbox(profile, options, onStep);
  const { id } = sandbox;
  try {
    const workspace = sandbox.workspace();
    return {
      id,
      kubeconfig: profileShape[profile].hasCluster
        ? await sandbox.kubeconfig('grader')
        : () => sandbox.kubeconfig('grader'),
      node: (name) => sandbox.node(name),
      registry: async () => sandbox.registry(),
      runInWorkspace: (argv, how) => workspace.exec([argv[0] ?? 'true', ...argv.slice(1)], how),
      close: () => options.driver.destroy(id),
    };
  } catch (error) {
    await options.driver.destroy(id);
    throw error;
  }
}
