import { drawParameters, type Lab } from '@drydock/lab';
import { CourseError, type OnStep } from '@drydock/model';
import { type Grader, createGrader } from '../grader.ts';
import type { GraderLog } from '../log.ts';
import type { GraderMemory } from '../memory/memory.ts';
import type { NodeAccess, OpenNode } from '../node.ts';
import { type OpenRegistry, noRegistry } from '../registry/registry.ts';

/** A cluster that labs are proved on. */
export interface ProofCluster {
  /** The grader's own kubeconfig. */
  readonly kubeconfig: string;
  readonly node: OpenNode;
  readonly registry?: OpenRegistry;
  /** Runs a script in the workspace as the student; it has kubectl and, on labs with a node shell, `node-shell`. */
  readonly runInWorkspace: NodeAccess['exec'];
}

export interface StageOptions {
  readonly lab: Lab;
  readonly cluster: ProofCluster;
  /** Makes a new cluster in the place of one that no reset brings back; without it that ends the proof. */
  readonly replace?: (() => Promise<ProofCluster>) | undefined;
  readonly log: GraderLog;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** The cluster of a proof between two trials. */
export interface Stage extends AsyncDisposable {
  /** The grader of the trial under way. */
  readonly grader: Grader;
  /** The parameters of the trial under way. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly runInWorkspace: ProofCluster['runInWorkspace'];
  /**
   * Restores the start state for the next trial, which has a grader, a start and parameters of its own, as a student has after a reset; as there, it is on a new cluster
   * when the trial before has left one that no reset brings back.
   */
  next(): Promise<void>;
}

/** Opens a stage in the start state. */
export async function openStage({ lab, cluster: first, replace, log, signal, onStep }: StageOptions): Promise<Stage> {
  let cluster = first;
  let remembered: GraderMemory | undefined;
  let startedAt = new Date();
  let parameters = drawParameters(lab);

  function hire(): Grader {
    const { kubeconfig, node, registry = noRegistry } = cluster;
    return createGrader({
      kubeconfig,
      node,
      registry,
      log,
      lab,
      parameters,
      startedAt,
      recheckMs: 0,
      ...(remembered && { remembered }),
      onRemember: (memory) => {
        remembered = memory;
      },
    });
  }

  async function begin(): Promise<Grader> {
    const began = new Date();
    parameters = drawParameters(lab);
    {
      // It removes what came since its own start, which is that of the trial before.
      await using before = hire();
      await before.reset({ signal, onStep });
    }
    startedAt = began;
    return hire();
  }

  async function beginOrReplace(): Promise<Grader> {
    try {
      return await begin();
    } catch (error) {
      const isBroken = error instanceof CourseError && error.code === 'cluster_broken';
      if (!isBroken || !replace || signal.aborted) throw error;
      log.warn({ err: error }, 'a trial left a cluster that no reset brings back: it is replaced');
      cluster = await replace();
      // What is known of the cluster before is not true of this one.
      remembered = undefined;
      startedAt = new Date();
      return begin();
    }
  }

  let grader = await beginOrReplace();
  return {
    get grader() {
      return grader;
    },
    get parameters() {
      return parameters;
    },
    runInWorkspace: async (argv, options) => cluster.runInWorkspace(argv, options),
    async next() {
      await grader[Symbol.asyncDispose]();
      grader = await beginOrReplace();
    },
    [Symbol.asyncDispose]: () => grader[Symbol.asyncDispose](),
  };
}
