import { randomBytes } from 'node:crypto';
import { type GraderLog, type LabProof, type ProofCluster, proveLab } from '@drydock/grader';
import { type Lab, labNeeds } from '@drydock/lab';
import { CourseError, type OnStep, type Problem } from '@drydock/model';
import { lackOf, type SandboxDriver } from '@drydock/sandbox';
import type { ProofStore } from './proofs.ts';

/** A proof of this run, one of an earlier run of the same lab, grader and images, or what kept the lab from being proved. */
export type ShownProof =
  | (LabProof & { readonly cached: boolean })
  | { readonly lab: string; readonly ok: false; readonly cached: false; readonly problem: Problem };

export interface ProveOptions {
  readonly driver: SandboxDriver;
  /** Proofs that are used again and kept; without it everything is proved and nothing kept. */
  readonly proofs?: ProofStore;
  /** Proves again what was proved before. */
  readonly isFresh?: boolean;
  readonly signal: AbortSignal;
  readonly log: GraderLog;
  readonly onStep?: OnStep;
  /** Only these mutants, by folder name; such a proof is not kept. */
  readonly only?: readonly string[];
}

/** Longest wait for metrics-server and all else of a new sandbox. */
const settleMs = 120_000;

/** Proves one lab on a sandbox of its own, which is gone when this resolves. It rejects only when `signal` aborts: what else goes wrong is told as the proof's problem. */
export async function prove(lab: Lab, options: ProveOptions): Promise<ShownProof> {
  const { proofs, isFresh = false, signal, only } = options;
  try {
    signal.throwIfAborted();
    const lack = lackOf(options.driver.info, { id: lab.id, ...labNeeds(lab) });
    if (lack) throw lack;
    const key = await proofs?.key(lab);
    const before = key === undefined || isFresh ? undefined : await proofs?.find(key);
    if (before) return { ...before, cached: true };
    const proof = await proveOnSandbox(lab, options);
    if (key !== undefined && only === undefined) await proofs?.keep(key, proof);
    return { ...proof, cached: false };
  } catch (error) {
    signal.throwIfAborted();
    return { lab: lab.id, ok: false, cached: false, problem: problemOf(error) };
  }
}

async function proveOnSandbox(lab: Lab, options: ProveOptions): Promise<LabProof> {
  const { driver, signal, log, onStep = () => undefined, only } = options;
  let id = '';

  async function create(): Promise<ProofCluster> {
    id = `t${randomBytes(5).toString('hex')}`;
    const sandbox = await driver.create({ id, profile: lab.profile, lifetime: 'process' }, { signal, onStep });
    await sandbox.settled({ signal, withinMs: settleMs });
    const workspace = sandbox.workspace();
    return {
      kubeconfig: await sandbox.kubeconfig('grader'),
      node: (name) => sandbox.node(name),
      registry: async () => sandbox.registry(),
      runInWorkspace: (argv, how) => workspace.exec([argv[0] ?? 'true', ...argv.slice(1)], how),
    };
  }

  async function replace(): Promise<ProofCluster> {
    await driver.destroy(id);
    return create();
  }

  try {
    return await proveLab({ lab, ...(await create()), replace, log, signal, onStep, ...(only && { only }) });
  } finally {
    await driver.destroy(id);
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof CourseError) return error.toJSON();
  return new CourseError(
    'internal',
    error instanceof Error ? error.message : String(error),
    'Try again with --jobs 1; if it stays, `npx drydock doctor` looks at the host.',
  ).toJSON();
}
