import { type Check, drawParameters, type Lab } from '@drydock/lab';
import { CourseError, type OnStep } from '@drydock/model';
import { type Grader, createGrader } from '../grader.ts';
import type { GraderLog } from '../log.ts';
import type { GraderMemory } from '../memory/memory.ts';
import type { NodeAccess, OpenNode } from '../node.ts';
import { type OpenRegistry, noRegistry } from '../registry/registry.ts';
import { nodeParameters } from '../setup/node-parameters.ts';
import type { OnJudged } from '../watch/round.ts';

/** A cluster that labs are proved on. */
export interface ProofCluster {
  /** The grader's own kubeconfig, or how to ask for it, as in GraderOptions. */
  readonly kubeconfig: string | (() => Promise<string>);
  readonly node: OpenNode;
  readonly registry?: OpenRegistry;
  /** Runs a script in the workspace as the student; it has kubectl and, on labs with a node shell, `node-shell`. */
  readonly runInWorkspace: NodeAccess['exec'];
}

export interface StageOptions {
  readonly cluster: ProofCluster;
  /** Makes a new cluster in the place of one that no reset brings back; without it that ends the proof. */
  readonly replace?: (() => Promise<ProofCluster>) | undefined;
  readonly log: GraderLog;
  readonly signal: AbortSignal;
  readonly onStep: OnStep;
}

/** A lab's start state, and what a trial does with it. */
export interface Scene extends AsyncDisposable {
  readonly parameters: Readonly<Record<string, string>>;
  readonly startedAt: Date;
  readonly runInWorkspace: ProofCluster['runInWorkspace'];
  /** Makes a grader of this attempt that looks at these checks only. */
  grade(checks: readonly Check[], onJudged?: OnJudged): Grader;
}

/** A cluster on which one trial is made after the other, of one lab or of several. */
export interface Stage {
  /**
   * Makes the start state of a lab, with a start and parameters of its own, as a student has after a reset; as there, it is on a new cluster when the trial before
   * has left one that no reset brings back, or when the lab asks for a new one each time. The scene before must be closed.
   */
  begin(lab: Lab): Promise<Scene>;
}

/** Opens a stage on a cluster. */
export function openStage({ cluster: first, replace, log, signal, onStep }: StageOptions): Stage {
  let cluster = first;
  let remembered: GraderMemory | undefined;
  let startedAt = new Date();
  let before: Lab | undefined;

  function hire(lab: Lab, parameters: Readonly<Record<string, string>>, onJudged?: OnJudged): Grader {
    const { kubeconfig, node, registry = noRegistry, runInWorkspace } = cluster;
    return createGrader({
      kubeconfig,
      node,
      workspace: async () => ({ exec: runInWorkspace }),
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
      ...(onJudged && { onJudged }),
    });
  }

  /** Restores the start state of a lab. It removes what came since the start of the trial before. A lab that no reset can undo has a cluster that nobody has used. */
  async function restore(lab: Lab, parameters: Readonly<Record<string, string>>): Promise<void> {
    await using grader = hire(lab, parameters);
    await (lab.reset === 'new-cluster' ? grader.prepare({ signal, onStep }) : grader.reset({ signal, onStep }));
  }

  async function renew(makeNew: () => Promise<ProofCluster>): Promise<void> {
    cluster = await makeNew();
    // What is known of the cluster before is not true of this one.
    remembered = undefined;
    before = undefined;
    startedAt = new Date();
  }

  /** Draws the parameters of a lab, and adds the names that the nodes have on this cluster. */
  async function draw(lab: Lab): Promise<Readonly<Record<string, string>>> {
    return { ...drawParameters(lab), ...(await nodeParameters(lab, cluster.node)) };
  }

  async function make(lab: Lab): Promise<Readonly<Record<string, string>>> {
    const began = new Date();
    if (before !== undefined && before.id !== lab.id) {
      // What the lab before names in its `cleanup`, and its registry, are known to that lab only.
      await restore(before, await draw(before));
      const { system } = remembered ?? {};
      remembered = { checks: {}, ...(system && { system }) };
      if (before.registry) await (await (cluster.registry ?? noRegistry)()).stop({ signal });
    }
    const parameters = await draw(lab);
    await restore(lab, parameters);
    before = lab;
    startedAt = began;
    return parameters;
  }

  async function makeOrReplace(lab: Lab): Promise<Readonly<Record<string, string>>> {
    if (before && replace && lab.reset === 'new-cluster') await renew(replace);
    try {
      return await make(lab);
    } catch (error) {
      const isBroken = error instanceof CourseError && error.code === 'cluster_broken';
      if (!isBroken || !replace || signal.aborted) throw error;
      log.warn({ err: error }, 'a trial left a cluster that no reset brings back: it is replaced');
      await renew(replace);
      return make(lab);
    }
  }

  return {
    async begin(lab) {
      const parameters = await makeOrReplace(lab);
      const graders: Grader[] = [];
      return {
        parameters,
        startedAt,
        runInWorkspace: (argv, options) => cluster.runInWorkspace(argv, options),
        grade(checks, onJudged) {
          const tasks = lab.tasks.map((task) => ({
            ...task,
            checks: task.checks.filter((check) => checks.includes(check)),
          }));
          const grader = hire({ ...lab, tasks }, parameters, onJudged);
          graders.push(grader);
          return grader;
        },
        async [Symbol.asyncDispose]() {
          for (const grader of graders) await grader[Symbol.asyncDispose]();
        },
      };
    },
  };
}
